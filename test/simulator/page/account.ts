import type { WireOwner } from '../protocol/wire-message.ts';
import { toWid, type Wid } from './ids.ts';

interface Me {
  readonly pn: Wid;
  readonly lid: Wid;
}

let me: Me | undefined;
const lidByPn = new Map<string, string>();
const pnByLid = new Map<string, string>();

/** The linked account; `undefined` before linking. */
export function currentUser(): Me | undefined {
  return me;
}

/** Throws before linking. */
export function requireUser(): Me {
  if (me === undefined) throw new Error('not linked');
  return me;
}

export function becomeUser(owner: WireOwner): void {
  me = { pn: toWid(owner.pn), lid: toWid(owner.lid) };
  linkLid(owner.pn, owner.lid);
}

/** Remembers that a phone number and a LID are the same person. */
export function linkLid(pn: string, lid: string): void {
  lidByPn.set(pn, lid);
  pnByLid.set(lid, pn);
}

export function lidOf(wid: Wid): Wid | undefined {
  const lid = lidByPn.get(String(wid));
  return lid === undefined ? undefined : toWid(lid);
}

export function phoneNumberOf(wid: Wid): Wid | undefined {
  const pn = pnByLid.get(String(wid));
  return pn === undefined ? undefined : toWid(pn);
}

export function otherIdOf(wid: Wid): Wid | undefined {
  return wid.isLid() ? phoneNumberOf(wid) : lidOf(wid);
}
