import { describeEngineError, type EngineError } from '#shared/protocol/errors';
import { tell } from '../ui/tell';

/** Says why the engine did not do what was asked of a run. */
export const refuse = (title: string, error: EngineError): void => tell.failed(title, describeEngineError(error));
