/** Messages as the bot really words them, by name; see tests/widget/real_messages.py. */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("../..", import.meta.url));

/** By locale. */
export const SPOKEN = JSON.parse(
  execFileSync(process.env.PYTHON ?? `${project}/.venv/bin/python`, ["-m", "tests.widget.real_messages"], {
    cwd: project,
    maxBuffer: 16 * 1024 * 1024,
  }),
);

export const TURNS = SPOKEN.en;

/** A short message without anything to press. */
export function said(text, data = { kind: "statement", about: "noted" }) {
  return { text, buttons: [], data };
}
