import { describe } from 'vitest';
import { accessibility } from './scenarios/accessibility.ts';
import { audit } from './scenarios/audit.ts';
import { commands } from './scenarios/commands.ts';
import { embeddedOrg } from './scenarios/embeddedOrg.ts';
import { findings } from './scenarios/findings.ts';
import { fixes } from './scenarios/fixes.ts';
import { impact } from './scenarios/impact.ts';
import { integrations } from './scenarios/integrations.ts';
import { onSave } from './scenarios/onSave.ts';
import { org } from './scenarios/org.ts';
import { otherFolders } from './scenarios/otherFolders.ts';
import { preflight } from './scenarios/preflight.ts';
import { ruleFileEditing } from './scenarios/ruleFileEditing.ts';
import { rules } from './scenarios/rules.ts';
import { rulesView } from './scenarios/rulesView.ts';
import { ruleTests } from './scenarios/ruleTests.ts';
import { walkthrough } from './scenarios/walkthrough.ts';
import { useSession } from './session.ts';

/** One file, one window: what stands in scenarios/ runs in it, in this order. Other folders have one of their own. */
describe('in real VS Code', () => {
  const session = useSession();
  findings(session);
  rules(session);
  onSave(session);
  audit(session);
  preflight(session);
  rulesView(session);
  ruleFileEditing(session);
  impact(session);
  commands(session);
  walkthrough(session);
  fixes(session);
  integrations(session);
  org(session);
  accessibility(session);
  // After it: the palette puts a command of a similar name first that was used before.
  ruleTests(session);
  embeddedOrg(session);
  otherFolders(session);
});
