import { defineSchedule } from './define';

export const constant = defineSchedule({
  type: 'constant',
  title: 'Constant',
  summary: "The optimizer's learning rate at every step.",
  settings: {},
  rate: (_settings, _step, { learningRate }) => learningRate,
});
