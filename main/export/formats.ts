import type { ExportFormatInfo } from '#shared/protocol/requests';
import type { ExportFormat } from './format';
import { keras } from './keras';
import { tfjsLayers } from './tfjs-layers';

/** Every export format, in the order in which the studio offers them. */
export const exportFormats: readonly ExportFormat[] = [keras, tfjsLayers];

/** What the studio shows of the formats. */
export const exportFormatInfos: readonly ExportFormatInfo[] = exportFormats.map(
  ({ id, title, summary, fileEnding }) => ({ id, title, summary, fileEnding }),
);
