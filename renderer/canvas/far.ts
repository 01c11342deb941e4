import { createContext, useContext } from 'react';

/** With more nodes than this only those in view are drawn, and from far off without what cannot be read there. */
export const MOST_DRAWN = 100;

/** Below this zoom nobody can read what is written on a card. */
export const FAR = 0.4;

/** Whether a large network is seen from far off. */
const FarContext = createContext(false);
export const FarProvider = FarContext.Provider;
export const useFar = (): boolean => useContext(FarContext);
