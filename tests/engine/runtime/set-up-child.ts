import { ensureRuntime } from '#main/runtime/ensure-runtime';

/** The set-up as a process of its own, which a test can kill: one line of JSON for each report, the last for the end. */
const line = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);

void ensureRuntime({ device: 'cpu', report: progress => line({ progress }) }).then(result => line({ result }));
