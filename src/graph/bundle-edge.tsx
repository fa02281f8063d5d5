import { BaseEdge, getBezierPath, type Edge, type EdgeProps } from "@xyflow/react";
import { memo } from "react";
import styles from "./cards.module.css";

export type Bundle = Edge<{ readonly lit: boolean }, "bundle">;

/** All links between a block and an adapter, drawn as one quiet curve. */
export const BundleEdge = memo(function BundleEdge({
  sourceX,
  sourceY,
  targetX,
  targetY,
  sourcePosition,
  targetPosition,
  data,
}: EdgeProps<Bundle>) {
  const [path] = getBezierPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition,
    targetPosition,
    curvature: 0.4,
  });
  return <BaseEdge path={path} className={data?.lit ? styles.litEdge : styles.edge} />;
});
