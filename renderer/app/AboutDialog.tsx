import { Modal } from '@mantine/core';
import { useEngine } from '../engine/engine';
import { Facts } from '../properties/parts';
import { closeDialog, useDialogs } from '../ui/dialogs';

/** What this studio is and what it runs on. */
export function AboutDialog() {
  const opened = useDialogs(state => state.open === 'about');
  const info = useEngine(state => state.info);
  const runtime = info?.runtime;
  return (
    <Modal opened={opened} onClose={closeDialog} title="Receptive" size={420}>
      <p style={{ margin: '0 0 16px' }}>
        A studio for convolutional networks: draw, train on your own machine, look inside, take away.
      </p>
      <Facts
        facts={[
          { name: 'Version', value: info?.version ?? 'not known without the engine' },
          ...(runtime
            ? [
                { name: 'TensorFlow', value: runtime.tensorflow },
                { name: 'TensorFlow.js', value: runtime.tfjs },
                { name: runtime.device, value: runtime.deviceName },
              ]
            : []),
        ]}
      />
    </Modal>
  );
}
