import { Handle, Position } from "@xyflow/react";
import styles from "./cards.module.css";

/** Where edges begin and end. React Flow looks for them in the page, whatever a node says of its handles. */
export function Ports() {
  return (
    <>
      <Handle
        className={styles.port}
        type="target"
        position={Position.Left}
        isConnectable={false}
      />
      <Handle
        className={styles.port}
        type="source"
        position={Position.Right}
        isConnectable={false}
      />
    </>
  );
}
