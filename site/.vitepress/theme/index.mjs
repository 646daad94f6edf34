import NotFound from 'vitepress/dist/client/theme-default/NotFound.vue';
import theme from 'vitepress/theme-without-fonts';
import { h } from 'vue';
import './style.css';

/** The theme's page for addresses that lead nowhere has no main landmark. */
const Layout = () => h(theme.Layout, null, { 'not-found': () => h('main', h(NotFound)) });

export default { extends: theme, Layout };
