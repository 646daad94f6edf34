import type { FromPage, PanelState } from '../src/preview/messages.ts';
import { App } from './app.tsx';
import { startPage } from './page.tsx';

startPage<PanelState, FromPage>((state, { send }) => <App state={state} send={send} />);
