import type { AuditState, FromPage } from '../../src/audit/messages.ts';
import { startPage } from '../page.tsx';
import { App } from './app.tsx';
import { readChoices } from './choices.ts';

startPage<AuditState, FromPage>((state, { send, kept, keep }) => (
  <App state={state} choices={readChoices(kept)} keep={keep} send={send} />
));
