import { createContext, useContext } from 'react';

import type { ConfirmationGate } from '@xuexi/ui';

const GateContext = createContext<ConfirmationGate | null>(null);

/** Gives the pages below it the gate that holds back requests until the person has confirmed who they are. */
export const ConfirmationGateProvider = GateContext.Provider;

/** The gate between the console and the API. */
export function useConfirmationGate(): ConfirmationGate {
  const gate = useContext(GateContext);
  if (gate === null) throw new Error('useConfirmationGate needs a ConfirmationGateProvider above it');
  return gate;
}
