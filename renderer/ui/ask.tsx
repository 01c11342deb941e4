import { Button, Group, Modal, Text } from '@mantine/core';
import { create } from 'zustand';

interface Choice<Answer extends string> {
  readonly value: Answer;
  readonly label: string;
  readonly tone?: 'primary' | 'danger';
}

interface Question {
  readonly title: string;
  readonly text: string;
  readonly choices: readonly Choice<string>[];
  readonly answer: (value: string | null) => void;
}

const useQuestion = create<{ readonly question: Question | null }>(() => ({ question: null }));

/** Asks the user; `null` where they turn away. One question at a time: a new one takes the place of an open one. */
export function ask<Answer extends string>(
  title: string,
  text: string,
  choices: readonly Choice<Answer>[],
): Promise<Answer | null> {
  return new Promise(resolve => {
    useQuestion.getState().question?.answer(null);
    const answer = (value: string | null) => {
      useQuestion.setState({ question: null });
      resolve(choices.find(choice => choice.value === value)?.value ?? null);
    };
    useQuestion.setState({ question: { title, text, choices, answer } });
  });
}

/** Says something that must be read before going on. */
export const inform = async (title: string, text: string): Promise<void> => {
  await ask(title, text, [{ value: 'ok', label: 'OK', tone: 'primary' }]);
};

const looks = { primary: { variant: 'filled' }, danger: { variant: 'light', color: 'red' } } as const;

export function QuestionDialog() {
  const question = useQuestion(state => state.question);
  return (
    <Modal opened={question !== null} onClose={() => question?.answer(null)} title={question?.title} size={460}>
      <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {question?.text}
      </Text>
      <Group justify="flex-end" gap={8} mt="lg">
        {question?.choices.map(choice => (
          <Button
            key={choice.value}
            {...(choice.tone ? looks[choice.tone] : { variant: 'default' })}
            data-autofocus={choice.tone === 'primary' || undefined}
            onClick={() => question.answer(choice.value)}
          >
            {choice.label}
          </Button>
        ))}
      </Group>
    </Modal>
  );
}
