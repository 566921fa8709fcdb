const NEEDED = 'confirmation_needed';

/**
 * Between a site and the API: a request that is refused because the person has to show once more who they are
 * (`confirmation_needed`) waits for the answer of the confirmation dialog and is then asked again. Give its `fetch` to the API
 * client, and the gate to the ConfirmationDialog of the site.
 */
export class ConfirmationGate {
  private question: Promise<boolean> | null = null;
  private settleQuestion: (confirmed: boolean) => void = () => undefined;
  private readonly listeners = new Set<() => void>();

  /** `fetch` for the API client. A person who does not confirm leaves the refusal as it was. */
  readonly fetch = async (request: Request): Promise<Response> => {
    const again = request.clone();
    const answer = await fetch(request);
    if (answer.status !== 403 || !(await isNeeded(answer.clone()))) return answer;
    return (await this.ask()) ? this.fetch(again) : answer;
  };

  /** Whether the question is being asked. */
  readonly isAsking = (): boolean => this.question !== null;

  /** The person confirmed, or would not. */
  readonly settle = (confirmed: boolean): void => {
    this.question = null;
    this.tell();
    this.settleQuestion(confirmed);
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Requests that are refused while the question stands wait for the same answer. */
  private ask(): Promise<boolean> {
    if (this.question !== null) return this.question;
    const answer = new Promise<boolean>((settle) => {
      this.settleQuestion = settle;
    });
    this.question = answer;
    this.tell();
    return answer;
  }

  private tell(): void {
    this.listeners.forEach((listener) => listener());
  }
}

async function isNeeded(answer: Response): Promise<boolean> {
  const body: unknown = await answer.json().catch(() => null);
  return typeof body === 'object' && body !== null && 'code' in body && body.code === NEEDED;
}
