/** `64*2`, `28/2 - 1`, `1e-3`, `2^10`, `(3+4)*2`: what a number field takes. Precedence climbing; `null` where it is no such thing. */
export function evaluate(text: string): number | null {
  const tokens = tokenize(text);
  if (!tokens || tokens.length === 0) return null;
  let at = 0;

  function operand(): number | null {
    const token = tokens?.[at++];
    if (token === '-' || token === '+') {
      const value = expression(3);
      return value === null || token === '+' ? value : -value;
    }
    if (token === '(') {
      const value = expression(0);
      return tokens?.[at++] === ')' ? value : null;
    }
    return typeof token === 'number' ? token : null;
  }

  function expression(lowest: number): number | null {
    let left = operand();
    for (;;) {
      const token = tokens?.[at];
      const operator = typeof token === 'string' ? operators[token] : undefined;
      if (left === null || !operator || operator.precedence < lowest) return left;
      at++;
      const right = expression(operator.rightToLeft ? operator.precedence : operator.precedence + 1);
      left = right === null ? null : operator.apply(left, right);
    }
  }

  const value = expression(0);
  return value !== null && at === tokens.length && Number.isFinite(value) ? value : null;
}

interface Operator {
  readonly precedence: number;
  readonly rightToLeft?: boolean;
  readonly apply: (a: number, b: number) => number;
}
const operators: Readonly<Record<string, Operator>> = {
  '+': { precedence: 1, apply: (a, b) => a + b },
  '-': { precedence: 1, apply: (a, b) => a - b },
  '*': { precedence: 2, apply: (a, b) => a * b },
  '/': { precedence: 2, apply: (a, b) => a / b },
  '^': { precedence: 4, rightToLeft: true, apply: (a, b) => a ** b },
};

function tokenize(text: string): readonly (number | string)[] | null {
  const tokens: (number | string)[] = [];
  let rest = text.replaceAll('×', '*').replaceAll('−', '-').trimStart();
  while (rest !== '') {
    const [number] = /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/i.exec(rest) ?? [];
    const token = number ?? rest.charAt(0);
    if (number === undefined && !/[-+*/^()]/.test(token)) return null;
    tokens.push(number === undefined ? token : Number(number));
    rest = rest.slice(token.length).trimStart();
  }
  return tokens;
}
