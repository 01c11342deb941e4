import { z } from 'zod';
import { folderOption } from '../own-files/folder-option';

const side = (title: string) =>
  z
    .int()
    .min(8)
    .max(1024)
    .default(64)
    .meta({ title, description: 'Every picture is brought to this size when it is read.', unit: 'px' });

/** How pictures are read, wherever their files are found. */
export const pictureOptions = {
  height: side('Height'),
  width: side('Width'),
  channels: z
    .enum(['rgb', 'grayscale'])
    .default('rgb')
    .meta({ title: 'Colours', description: 'Three channels, or one with the luminance.' }),
  fit: z.enum(['resize', 'crop', 'pad']).default('resize').meta({
    title: 'Fit',
    description:
      'Resize changes the proportions; crop keeps them and cuts off what stands over at both ends; pad keeps them and fills up with black.',
  }),
  antialias: z.boolean().default(true).meta({
    title: 'Antialias',
    description:
      'Averages where a picture is made smaller. Without, the pixels are those of Keras’s image_dataset_from_directory.',
  }),
  turn: z
    .boolean()
    .default(true)
    .meta({
      title: 'Turn by EXIF',
      description:
        'Cameras and phones store many pictures lying down, and note how they were held. On: they are turned as viewers show them. ' +
        'Off: as they are stored, which is what Keras’s image_dataset_from_directory does.',
    }),
  cache: z.boolean().default(true).meta({
    title: 'Cache on disk',
    description:
      'Where the decoded pictures do not fit into memory, they are kept on disk, which is faster than to decode them again.',
  }),
  validationShare: z.number().min(0.01).max(0.9).default(0.2).meta({
    title: 'Validation share',
    description: 'Of each class, where the pictures are not divided already.',
  }),
  seed: z
    .int()
    .min(0)
    .max(4_294_967_295)
    .default(0)
    .meta({ title: 'Seed', description: 'Another seed keeps other pictures for validation.' }),
};
const PictureOptions = z.strictObject(pictureOptions);
export type PictureOptions = z.infer<typeof PictureOptions>;

export const ImageFolderOptions = z.strictObject({
  folder: folderOption('One sub-folder a class; or sub-folders train and val (or test), each with one a class'),
  ...pictureOptions,
});
export const channelCount = ({ channels }: Pick<PictureOptions, 'channels'>): 1 | 3 => (channels === 'rgb' ? 3 : 1);

/** How a picture is brought to one size. */
export type PictureForm = Pick<PictureOptions, 'height' | 'width' | 'channels' | 'fit' | 'antialias' | 'turn'>;

/** Bytes of a picture in memory, one a channel. */
export const pictureBytes = (form: Pick<PictureForm, 'height' | 'width' | 'channels'>): number =>
  form.height * form.width * channelCount(form);
