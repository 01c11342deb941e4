export { setUpTensorFlow as default } from '../setup/tensorflow';
