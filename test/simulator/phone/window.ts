import type { PhoneRequest } from './phone-request.ts';
import type { PhoneAnswer, PhoneBridge, PhoneView } from './phone-view.ts';

declare global {
  interface Window {
    readonly phone: PhoneBridge;
  }
}

const linkTexts: Record<PhoneView['link'], string> = {
  linked: 'Linked to the desktop',
  offline: 'Linked, the desktop is offline',
  scannable: 'The desktop shows a QR code',
  waiting: 'Not linked',
};

function element<Type extends HTMLElement>(id: string, type: new () => Type): Type {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`no ${type.name} with the id ${id}`);
  return found;
}

const link = element('link', HTMLParagraphElement);
const problem = element('problem', HTMLParagraphElement);
const scan = element('scan', HTMLButtonElement);
const unlink = element('unlink', HTMLButtonElement);
const back = element('back', HTMLButtonElement);
const title = element('title', HTMLHeadingElement);
const list = element('customers', HTMLUListElement);
const conversation = element('conversation', HTMLOListElement);
const form = element('form', HTMLFormElement);
const input = element('text', HTMLInputElement);

let openChatId: string | null = null;
let isRefreshDue = false;
let lastRun = Promise.resolve();

function make(tag: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

function customerRow(customer: PhoneView['customers'][number]): HTMLElement {
  const button = make(
    'button',
    'customer',
    make('span', 'avatar', customer.name.slice(0, 1)),
    make('span', 'name', customer.name),
    make('span', 'preview', customer.preview === '' ? customer.number : customer.preview),
  );
  if (customer.unread > 0) button.append(make('span', 'badge', String(customer.unread)));
  button.addEventListener('click', () => run(() => ({ do: 'view', chatId: customer.chatId })));
  return make('li', '', button);
}

function bubble(message: PhoneView['conversation'][number]): HTMLElement {
  const time = new Date(message.t * 1000).toLocaleTimeString([], {
    hour: '2-digit',
    minute: '2-digit',
  });
  const ticks = make('span', message.isSeen ? 'ticks seen' : 'ticks', '✓✓');
  ticks.setAttribute('aria-label', message.isSeen ? 'read' : 'delivered');
  return make(
    'li',
    message.fromShop ? 'bubble shop' : 'bubble own',
    make('span', 'text', message.text),
    make(
      'span',
      'meta',
      message.reactions.join(''),
      ' ',
      time,
      ...(message.fromShop ? [] : [ticks]),
    ),
  );
}

function show({ view, chatId, problem: text }: PhoneAnswer): void {
  const isOtherChat = chatId !== openChatId;
  openChatId = chatId;
  link.textContent = linkTexts[view.link];
  link.dataset.state = view.link;
  problem.textContent = text ?? '';
  scan.hidden = view.link !== 'scannable';
  unlink.hidden = view.link !== 'linked' && view.link !== 'offline';
  const open = view.customers.find((customer) => customer.chatId === chatId);
  document.body.dataset.screen = open === undefined ? 'list' : 'conversation';
  title.textContent = open?.name ?? 'Customers';
  if (open === undefined) list.replaceChildren(...view.customers.map(customerRow));
  else {
    const stays = conversation.scrollHeight - conversation.scrollTop - conversation.clientHeight;
    conversation.replaceChildren(...view.conversation.map(bubble));
    // Whoever reads further up is not pulled down by a new message.
    if (isOtherChat || stays < 60) conversation.scrollTop = conversation.scrollHeight;
    if (isOtherChat) input.focus();
  }
}

/** One request after the other, each made when its turn comes: an old answer never covers a newer one. */
function run(request: () => PhoneRequest): void {
  lastRun = lastRun.then(async () => {
    try {
      show(await window.phone.request(request()));
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
    }
  });
}

function refresh(): void {
  if (isRefreshDue) return;
  isRefreshDue = true;
  run(() => {
    isRefreshDue = false;
    return { do: 'view', chatId: openChatId };
  });
}

scan.addEventListener('click', () => run(() => ({ do: 'scan', chatId: openChatId })));
unlink.addEventListener('click', () => run(() => ({ do: 'unlink', chatId: openChatId })));
back.addEventListener('click', () => run(() => ({ do: 'view', chatId: null })));
element('new', HTMLButtonElement).addEventListener('click', () =>
  run(() => ({ do: 'newCustomer' })),
);
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape' && openChatId !== null) run(() => ({ do: 'view', chatId: null }));
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = input.value.trim();
  const chatId = openChatId;
  if (text === '' || chatId === null) return;
  input.value = '';
  run(() => ({ do: 'write', chatId, text }));
});
window.phone.onChanged(refresh);
refresh();
