import { useEffect, useState } from 'react';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { CodeLanguage, GeneratedCode } from '#shared/code/code';
import { generateCode } from '#shared/code/generate';
import { useDatasetInfo } from '../document/check';
import { useDocument } from '../document/store';

/** The language that the user last chose, remembered by the browser. */
export const useCodeLanguage = create<{ readonly language: CodeLanguage }>()(
  persist(() => ({ language: 'python' as CodeLanguage }), { name: 'receptive:code' }),
);

/** The open project as a program, made anew at most once a frame. */
export function useCode(language: CodeLanguage): GeneratedCode {
  const make = (): GeneratedCode =>
    generateCode(useDocument.getState().project, language, useDatasetInfo.getState().info);
  const [made, setMade] = useState(() => ({ language, code: make() }));
  const { name, graph, data, training } = useDocument(state => state.project);
  const info = useDatasetInfo(state => state.info);
  // biome-ignore lint/correctness/useExhaustiveDependencies: where nodes lie changes nothing in the program
  useEffect(() => {
    const frame = requestAnimationFrame(() => setMade({ language, code: make() }));
    return () => cancelAnimationFrame(frame);
  }, [name, graph, data, training, info, language]);
  return made.language === language ? made.code : make();
}
