/** A two-way pipe that carries plain data and byte arrays: a MessagePort, a WebSocket, a child process. */
export interface Channel {
  post(message: unknown): void;
  /** At most one listener at a time. */
  listen(listener: (message: unknown) => void): void;
}
