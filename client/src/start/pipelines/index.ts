import { azure } from './azure.ts';
import { bitbucket } from './bitbucket.ts';
import { workflow } from './github.ts';
import { gitlab } from './gitlab.ts';
import { jenkins } from './jenkins.ts';

export interface Pipeline {
  readonly name: string;
  /** Where the text goes, from the folder's root. */
  readonly file: string;
  /** A file or folder that tells that the folder is built there. */
  readonly sign: string;
  readonly language: 'yaml' | 'groovy';
  readonly text: string;
}

export const pipelines: readonly Pipeline[] = [
  {
    name: 'GitHub Actions',
    file: '.github/workflows/duplicate-rules.yml',
    sign: '.github/workflows',
    language: 'yaml',
    text: workflow,
  },
  { name: 'GitLab CI/CD', file: '.gitlab-ci.yml', sign: '.gitlab-ci.yml', language: 'yaml', text: gitlab },
  {
    name: 'Bitbucket Pipelines',
    file: 'bitbucket-pipelines.yml',
    sign: 'bitbucket-pipelines.yml',
    language: 'yaml',
    text: bitbucket,
  },
  {
    name: 'Azure Pipelines',
    file: 'azure-pipelines.yml',
    sign: 'azure-pipelines.yml',
    language: 'yaml',
    text: azure,
  },
  { name: 'Jenkins', file: 'Jenkinsfile', sign: 'Jenkinsfile', language: 'groovy', text: jenkins },
];
