import { create } from 'zustand';

interface ExportDialogState {
  readonly opened: boolean;
  /** The run to export; `null` for the newest with weights. */
  readonly run: string | null;
}

export const useExportDialog = create<ExportDialogState>(() => ({ opened: false, run: null }));

export const openExport = (run: string | null = null) => useExportDialog.setState({ opened: true, run });
export const closeExport = () => useExportDialog.setState({ opened: false });
