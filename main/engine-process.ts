import { createEngine } from './engine';
import { serveProcess } from './serve-process';

/** The engine's own process, whichever host starts it. */
serveProcess(createEngine());
