import type { FromPage, OnSaveState } from '../../src/onSave/messages.ts';
import { startPage } from '../page.tsx';
import { App } from './app.tsx';
import { readChoices } from './choices.ts';

startPage<OnSaveState, FromPage>((state, { send, kept, keep }) => (
  <App state={state} choices={readChoices(kept)} keep={keep} send={send} />
));
