import { useEffect } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { CommandPalette } from '../actions/CommandPalette';
import { KeysDialog } from '../actions/KeysDialog';
import { ShortcutSheet } from '../actions/ShortcutSheet';
import { useShortcuts } from '../actions/use-shortcuts';
import { BlockDialog } from '../blocks/BlockDialog';
import { Canvas } from '../canvas/Canvas';
import { DatasetView } from '../data/DatasetView';
import { OwnDataDialog } from '../data/OwnDataDialog';
import { askForOwnData } from '../data/own-data';
import { DiagramDialog } from '../diagram/DiagramDialog';
import { useDocument } from '../document/store';
import { ExportDialog } from '../export/ExportDialog';
import { DraftsDialog } from '../files/DraftsDialog';
import { openDropped } from '../files/document-file';
import { WorkspaceDialog } from '../files/WorkspaceDialog';
import { Palette } from '../palette/Palette';
import { PlaygroundDialog } from '../playground/PlaygroundDialog';
import { ColorDialog } from '../properties/ColorDialog';
import { RateDialog } from '../rate/RateDialog';
import { ConnectionBanner } from '../run/ConnectionBanner';
import { CompareDialog } from '../runs/compare/CompareDialog';
import { EditRunDialog } from '../runs/EditRunDialog';
import { TrashDialog } from '../runs/TrashDialog';
import { TemplateGallery } from '../templates/TemplateGallery';
import { QuestionDialog } from '../ui/ask';
import { AboutDialog } from './AboutDialog';
import classes from './app.module.css';
import { Dock } from './Dock';
import { Header } from './Header';
import { Resizer } from './Resizer';
import { RightPanel } from './RightPanel';
import { useView } from './view';

function useTitle(): void {
  const name = useDocument(state => state.project.name);
  const unsaved = useDocument(state => state.unsaved);
  useEffect(() => {
    document.title = `${unsaved ? '• ' : ''}${name} — Receptive`;
  }, [name, unsaved]);
}

/** A project file that is dropped anywhere on the page is opened, of others the path is asked for; on the desktop the window itself takes them, with their path. */
function useDroppedFiles(): void {
  useEffect(() => {
    if (window.receptive) return;
    const allow = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      const file = event.dataTransfer?.files[0];
      if (!file || event.defaultPrevented) return;
      event.preventDefault();
      if (file.name.endsWith('.json')) void openDropped(file);
      else askForOwnData(file.name);
    };
    window.addEventListener('dragover', allow);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', allow);
      window.removeEventListener('drop', drop);
    };
  }, []);
}

/** The canvas, with the panels around it. */
export function Shell() {
  useShortcuts();
  useTitle();
  useDroppedFiles();
  const { leftOpen, rightOpen, sizes, center } = useView(
    useShallow(({ leftOpen, rightOpen, sizes, center }) => ({ leftOpen, rightOpen, sizes, center })),
  );
  return (
    <div className={classes.shell}>
      <Header />
      <ConnectionBanner />
      <div className={classes.main}>
        {leftOpen && center === 'network' && (
          <nav className={classes.left} style={{ width: sizes.left }} data-area="layers" aria-label="Layers">
            <Palette />
            <Resizer panel="left" min={160} max={360} />
          </nav>
        )}
        <main className={classes.center} data-area="center">
          {center === 'network' ? <Canvas /> : <DatasetView />}
          <Dock />
        </main>
        {rightOpen && (
          <aside
            className={classes.right}
            data-area="side"
            style={{ width: sizes.right }}
            aria-label="Properties and what the network sees"
          >
            <Resizer panel="right" min={240} max={560} />
            <RightPanel />
          </aside>
        )}
      </div>
      <CommandPalette />
      <ShortcutSheet />
      <KeysDialog />
      <BlockDialog />
      <ColorDialog />
      <DiagramDialog />
      <DraftsDialog />
      <TemplateGallery />
      <AboutDialog />
      <WorkspaceDialog />
      <OwnDataDialog />
      <ExportDialog />
      <RateDialog />
      <PlaygroundDialog />
      <CompareDialog />
      <EditRunDialog />
      <TrashDialog />
      <QuestionDialog />
    </div>
  );
}
