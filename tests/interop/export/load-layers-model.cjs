/**
 * Loads a TensorFlow.js layers model the way a user's program does, in a process that knows nothing of Receptive, with tfjs's
 * own JavaScript backend, and predicts.
 *
 * node load-layers-model.cjs FOLDER < SAMPLES: SAMPLES is {"shape", "values"} in JSON; prints {"shape", "values", "names"}.
 */
'use strict';

const { createServer } = require('node:http');
const { readFileSync } = require('node:fs');
const path = require('node:path');
// Not stdout: tfjs greets on the console.
console.log = console.warn = console.error;
const tf = require('@tensorflow/tfjs');

const folder = process.argv[2];

async function main() {
  const server = createServer((request, response) => {
    response.end(readFileSync(path.join(folder, path.basename(request.url))));
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const model = await tf.loadLayersModel(`http://127.0.0.1:${server.address().port}/model.json`);
  server.close();
  server.closeAllConnections();
  const { shape, values } = JSON.parse(readFileSync(0, 'utf8'));
  const output = model.predict(tf.tensor(values, shape));
  const answer = {
    shape: output.shape,
    values: Array.from(await output.data()),
    names: model.weights.map(weight => weight.name),
  };
  process.stdout.write(JSON.stringify(answer));
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
