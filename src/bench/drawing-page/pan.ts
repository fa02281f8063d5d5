/** Moves the picture by the wheel, a little to and fro in every frame; gives the time of each frame. */
export async function panned(frames: number): Promise<readonly number[]> {
  const pane = document.querySelector(".react-flow__pane");
  if (!pane) throw new Error("nothing is drawn");
  const { x, y, width, height } = pane.getBoundingClientRect();
  const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const times: number[] = [];
  let before = await nextFrame();
  for (let frame = 0; frame < frames; frame++) {
    pane.dispatchEvent(
      new WheelEvent("wheel", {
        deltaX: 0,
        deltaY: frame % 20 < 10 ? 6 : -6,
        clientX: x + width / 2,
        clientY: y + height / 2,
        bubbles: true,
        cancelable: true,
      }),
    );
    const now = await nextFrame();
    times.push(now - before);
    before = now;
  }
  return times;
}
