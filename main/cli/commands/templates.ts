import { analyzeGraph } from '#shared/graph/analyze';
import { templates } from '#shared/templates/catalogue';
import { type AddCommand, exits, jsonOption } from '../cli';
import { EXIT } from '../exit-code';
import { grouped, table } from '../table';

export const addTemplates: AddCommand = (program, cli) => {
  program
    .command('templates')
    .summary('list the templates that `receptive new` takes')
    .addOption(jsonOption())
    .action(
      exits(cli, ({ json }: { json?: true }) => {
        const rows = templates.map(({ id, title, summary, project }) => {
          // A list needs no places.
          const { graph, data } = project({});
          return { id, title, summary, dataset: data.dataset, parameters: analyzeGraph(graph).parameters };
        });
        if (json) {
          cli.terminal.out(JSON.stringify({ templates: rows }));
          return EXIT.done;
        }
        const lines = table(
          [{ title: 'Template' }, { title: 'Dataset' }, { title: 'Parameters', align: 'right' }, { title: 'Summary' }],
          rows.map(row => [row.id, row.dataset, grouped(row.parameters), row.summary]),
        );
        for (const line of lines) cli.terminal.out(line);
        return EXIT.done;
      }),
    );
};
