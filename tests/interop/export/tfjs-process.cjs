/**
 * Loads TensorFlow.js layers models as a user's program does, over HTTP, in a process that knows nothing of Receptive and with
 * tfjs's own JavaScript backend.
 *
 *     node tfjs-process.cjs FOLDER
 *
 * A line {"model", "inputs": [{"shape", "values"}, …]} on stdin, with the model's folder below FOLDER and samples for each of its
 * Inputs, is answered by a line {"outputs": [{"name", "shape", "values"}, …], "penalty", "weights", "metadata"} or {"error"} on
 * stdout.
 */
'use strict';

const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const path = require('node:path');
const { createInterface } = require('node:readline');
const tf = require('@tensorflow/tfjs');

tf.enableProdMode();

const server = createServer((request, response) => {
  response.end(readFileSync(path.join(process.argv[2], new URL(request.url, 'http://localhost').pathname)));
});

async function answer({ model: folder, inputs }) {
  const model = await tf.loadLayersModel(`http://127.0.0.1:${server.address().port}/${folder}/model.json`);
  const outputs = [model.predict(inputs.map(({ shape, values }) => tf.tensor(values, shape)))].flat();
  return {
    outputs: outputs.map((output, i) => ({
      name: model.outputNames[i],
      shape: output.shape,
      values: Array.from(output.dataSync()),
    })),
    penalty: model.calculateLosses().reduce((sum, loss) => sum + loss.dataSync()[0], 0),
    weights: model.weights.map(weight => weight.originalName),
    metadata: model.getUserDefinedMetadata(),
  };
}

server.listen(0, '127.0.0.1', async () => {
  for await (const line of createInterface({ input: process.stdin })) {
    const answered = await answer(JSON.parse(line)).catch(error => ({ error: error.stack }));
    process.stdout.write(`${JSON.stringify(answered)}\n`);
  }
  server.close();
  server.closeAllConnections();
});
