import { suiteConfig } from '../support/playwright';

export default suiteConfig('desktop', {});
