import { useEffect, useState } from "react";
import { verdictOf } from "../../graph/verdict.ts";
import { shownDocument } from "../../store/document/document-record.ts";
import type { StampedPlan } from "../../store/plan/plan-record.ts";
import { isBlocked } from "../../store/plan/plan-selectors.ts";
import { useApp } from "../../store/store.ts";
import { useDark } from "../use-look.ts";
import { makeInWorker } from "./make-in-worker.ts";
import styles from "./presentation.module.css";

/** The review sheet alone, as large as the window, for a second screen: it follows the edits of another window. */
export function Presentation() {
  const dark = useDark();
  const size = useWindowSize();
  const plan = useApp((state) => state.plan.lastPlan);
  const documentName = useApp((state) => shownDocument(state).name);
  const stale = useApp(isBlocked);
  const [picture, setPicture] = useState<string>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if (!plan) return;
    let replaced = false;
    async function draw({ text, view }: StampedPlan): Promise<void> {
      const reply = await makeInWorker({
        format: "svg",
        text,
        reading: view.reading,
        name: documentName ?? "",
        look: {
          theme: dark ? "dark" : "light",
          documentName,
          size,
          stale: stale ? "The text has errors; this is the plan before them." : undefined,
          carriesText: false,
        },
      });
      if (replaced) return;
      if (reply.type === "failed") setProblem(reply.message);
      else setPicture(URL.createObjectURL(new Blob([reply.content], { type: "image/svg+xml" })));
    }
    void draw(plan);
    return () => {
      replaced = true;
    };
  }, [plan, documentName, dark, stale, size]);
  useEffect(() => {
    return () => {
      if (picture !== undefined) URL.revokeObjectURL(picture);
    };
  }, [picture]);
  if (picture === undefined || !plan) {
    return problem === undefined ? undefined : <p role="alert">No picture: {problem}</p>;
  }
  return (
    <img
      className={styles.sheet}
      src={picture}
      alt={verdictOf(plan.view)}
      data-testid="presentation"
      data-rev={plan.rev}
    />
  );
}

type Size = { readonly width: number; readonly height: number };

const windowSize = (): Size => ({ width: innerWidth, height: innerHeight });

function useWindowSize(): Size {
  const [size, setSize] = useState(windowSize);
  useEffect(() => {
    let settling: ReturnType<typeof setTimeout> | undefined;
    const measure = (): void => {
      clearTimeout(settling);
      settling = setTimeout(() => setSize(windowSize()), 100);
    };
    addEventListener("resize", measure);
    return () => {
      clearTimeout(settling);
      removeEventListener("resize", measure);
    };
  }, []);
  return size;
}
