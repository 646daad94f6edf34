import type { RuleReaction } from '../metadata/model.ts';

export const block: RuleReaction = { action: 'Block', alert: false, report: false };
export const alertAndReport: RuleReaction = { action: 'Allow', alert: true, report: true };
export const report: RuleReaction = { action: 'Allow', alert: false, report: true };
