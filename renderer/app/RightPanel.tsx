import { Tabs } from '@mantine/core';
import { InspectPanel } from '../inspect/InspectPanel';
import { PropertiesPanel } from '../properties/PropertiesPanel';
import classes from './app.module.css';
import { type RightTab, useView } from './view';

const isRightTab = (value: string | null): value is RightTab => value === 'properties' || value === 'inspect';

export function RightPanel() {
  const tab = useView(state => state.rightTab);
  return (
    <Tabs
      value={tab}
      onChange={value => isRightTab(value) && useView.getState().showRight(value)}
      keepMounted={false}
      classNames={{ root: classes.tabs, list: classes.tabList, tab: classes.tab, panel: classes.tabPanel }}
    >
      <Tabs.List>
        <Tabs.Tab value="properties">Properties</Tabs.Tab>
        <Tabs.Tab value="inspect">See inside</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="properties">
        <PropertiesPanel />
      </Tabs.Panel>
      <Tabs.Panel value="inspect">
        <InspectPanel />
      </Tabs.Panel>
    </Tabs>
  );
}
