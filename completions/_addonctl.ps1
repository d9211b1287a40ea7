
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'addonctl' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'addonctl'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'addonctl' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Build an Addon from manifests, scripts and parameters')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Create an Addon or change it; takes the flags of create, or Addons made earlier')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Show what an Addon would change in the cluster; takes the flags of create, or Addons made earlier')
            [CompletionResult]::new('wait', 'wait', [CompletionResultType]::ParameterValue, 'Wait until Addons are installed, or gone')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete Addons, and wait until they and their objects are gone')
            [CompletionResult]::new('retry', 'retry', [CompletionResultType]::ParameterValue, 'Run a failed Addon again, or the deletion that failed')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Run an Addon''s validate stage, which the controller never does')
            [CompletionResult]::new('orphans', 'orphans', [CompletionResultType]::ParameterValue, 'List objects that an earlier version of an Addon submitted and the present one does not name')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'List Addons')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List Addons')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List Addons')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Explain the state of an Addon: why it is not installed, and what to run next')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Explain the state of an Addon: why it is not installed, and what to run next')
            [CompletionResult]::new('logs', 'logs', [CompletionResultType]::ParameterValue, 'Print the logs of an Addon''s workflows')
            [CompletionResult]::new('events', 'events', [CompletionResultType]::ParameterValue, 'List the events of an Addon, its workflows and their pods')
            [CompletionResult]::new('tree', 'tree', [CompletionResultType]::ParameterValue, 'Show an Addon''s workflows, their steps, and the state of the objects that it submits')
            [CompletionResult]::new('render', 'render', [CompletionResultType]::ParameterValue, 'Print the Workflows of an Addon as the controller will submit them')
            [CompletionResult]::new('unpack', 'unpack', [CompletionResultType]::ParameterValue, 'Turn an Addon back into a project')
            [CompletionResult]::new('lint', 'lint', [CompletionResultType]::ParameterValue, 'Check Addons without a cluster, whoever made them')
            [CompletionResult]::new('crd', 'crd', [CompletionResultType]::ParameterValue, 'Print the CRD of the Addon')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON schema of project files')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Start a project: an addonctl.yaml with comments, and a first manifest')
            [CompletionResult]::new('template', 'template', [CompletionResultType]::ParameterValue, 'Print the workflow template in force')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions of a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual')
            [CompletionResult]::new('version', 'version', [CompletionResultType]::ParameterValue, 'Print the version of addonctl')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'addonctl;create' {
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Version of the package')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Version of the package')
            [CompletionResult]::new('--pkg-name', '--pkg-name', [CompletionResultType]::ParameterName, 'Name that other addons depend on it by [default: NAME]')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'Type of the package [default: composite]')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Type of the package [default: composite]')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Release channel')
            [CompletionResult]::new('--channel', '--channel', [CompletionResultType]::ParameterName, 'Release channel')
            [CompletionResult]::new('--desc', '--desc', [CompletionResultType]::ParameterName, 'Description of the package')
            [CompletionResult]::new('--deps', '--deps', [CompletionResultType]::ParameterName, 'Package that must be installed first (can be repeated; comma list)')
            [CompletionResult]::new('--secrets', '--secrets', [CompletionResultType]::ParameterName, 'Secret that must be there before the install stage (can be repeated; comma list)')
            [CompletionResult]::new('--selector', '--selector', [CompletionResultType]::ParameterName, 'Label that the addon''s objects have; also KEY=VALUE (can be repeated; comma list)')
            [CompletionResult]::new('--selector-expr', '--selector-expr', [CompletionResultType]::ParameterName, 'Requirement on labels, such as `tier in (a,b)`, `!beta` (can be repeated)')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Label of the Addon itself (can be repeated; comma list)')
            [CompletionResult]::new('--annotation', '--annotation', [CompletionResultType]::ParameterName, 'Annotation of the Addon itself (can be repeated)')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Target namespace, for objects that name none and for secrets')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Target namespace, for objects that name none and for secrets')
            [CompletionResult]::new('--cluster-name', '--cluster-name', [CompletionResultType]::ParameterName, 'Name of the cluster')
            [CompletionResult]::new('--cluster-region', '--cluster-region', [CompletionResultType]::ParameterName, 'Region of the cluster')
            [CompletionResult]::new('--context-param', '--context-param', [CompletionResultType]::ParameterName, 'Further fact about the cluster; a parameter like the addon''s own (can be repeated; comma list)')
            [CompletionResult]::new('--addon-namespace', '--addon-namespace', [CompletionResultType]::ParameterName, 'Namespace of the Addon itself [default: addon-manager-system, where the Addon Manager looks]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Parameter, or a file of parameters (can be repeated; comma list)')
            [CompletionResult]::new('--params', '--params', [CompletionResultType]::ParameterName, 'Parameter, or a file of parameters (can be repeated; comma list)')
            [CompletionResult]::new('--params-file', '--params-file', [CompletionResultType]::ParameterName, 'YAML or JSON file of parameters (can be repeated; later files win)')
            [CompletionResult]::new('--param-from-file', '--param-from-file', [CompletionResultType]::ParameterName, 'Parameter whose value is the content of a file (can be repeated)')
            [CompletionResult]::new('--prereqs', '--prereqs', [CompletionResultType]::ParameterName, 'File or folder of what has to be there first (can be repeated; comma list)')
            [CompletionResult]::new('--install', '--install', [CompletionResultType]::ParameterName, 'File or folder of the addon itself (can be repeated; comma list)')
            [CompletionResult]::new('--delete', '--delete', [CompletionResultType]::ParameterName, 'What to delete with the Addon, in place of all that was installed (can be repeated; comma list)')
            [CompletionResult]::new('--validate', '--validate', [CompletionResultType]::ParameterName, 'What checks the addon, in place of the generated stage (can be repeated; comma list)')
            [CompletionResult]::new('--name-prefix', '--name-prefix', [CompletionResultType]::ParameterName, 'Prefix in the names of a stage''s workflows, at most 10 characters (can be repeated)')
            [CompletionResult]::new('--workflow', '--workflow', [CompletionResultType]::ParameterName, 'Workflow of your own in a stage''s place; taken as it is (can be repeated)')
            [CompletionResult]::new('--role', '--role', [CompletionResultType]::ParameterName, 'Role of a stage; today''s controller ignores it (can be repeated)')
            [CompletionResult]::new('--workflow-role', '--workflow-role', [CompletionResultType]::ParameterName, 'Workflow role of a stage; today''s controller ignores it (can be repeated)')
            [CompletionResult]::new('--image', '--image', [CompletionResultType]::ParameterName, 'Image with kubectl in it [default: registry.k8s.io/kubectl]')
            [CompletionResult]::new('--script-image', '--script-image', [CompletionResultType]::ParameterName, 'Image for scripts, or for one language as `py=IMAGE` or `sh=IMAGE` (can be repeated)')
            [CompletionResult]::new('--unpack-image', '--unpack-image', [CompletionResultType]::ParameterName, 'Image that unpacks packed manifests; needs sh, base64 and unxz [default: busybox]')
            [CompletionResult]::new('--workflow-template', '--workflow-template', [CompletionResultType]::ParameterName, 'Template that the workflows are made with, in place of the one that `addonctl template` prints')
            [CompletionResult]::new('--service-account', '--service-account', [CompletionResultType]::ParameterName, 'Service account of the workflows'' pods, in the Addon''s namespace')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time after which a workflow is ended, in seconds or as 90s, 10m, 1h')
            [CompletionResult]::new('--retry-limit', '--retry-limit', [CompletionResultType]::ParameterName, 'How often a step that failed is tried again')
            [CompletionResult]::new('--pack', '--pack', [CompletionResultType]::ParameterName, 'When to pack manifests (xz); auto: where they are large or hold text that Argo would change')
            [CompletionResult]::new('--label-policy', '--label-policy', [CompletionResultType]::ParameterName, 'What to do about the labels name, version, part-of and managed-by of app.kubernetes.io')
            [CompletionResult]::new('--pod-security', '--pod-security', [CompletionResultType]::ParameterName, 'Pod Security Standard that the workflows'' pods keep')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Start from an Addon or a file of flags; flags given here override it')
            [CompletionResult]::new('--filename', '--filename', [CompletionResultType]::ParameterName, 'Start from an Addon or a file of flags; flags given here override it')
            [CompletionResult]::new('--dryrun', '--dryrun', [CompletionResultType]::ParameterName, 'Print the Addon instead of submitting it; no cluster is asked. `--dryrun=server` lets the API server check it and prints what would be stored')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format of the Addon')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the Addon')
            [CompletionResult]::new('-O', '-O ', [CompletionResultType]::ParameterName, 'File to write the Addon to; `-` is standard output')
            [CompletionResult]::new('--output-file', '--output-file', [CompletionResultType]::ParameterName, 'File to write the Addon to; `-` is standard output')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait, such as 90s, 10m, 1h')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Context of the kubeconfig')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'Cluster of the kubeconfig')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'User of the kubeconfig')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as (can be repeated)')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'Time that one request may take, such as 5s or 1m')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--create-namespace', '--create-namespace', [CompletionResultType]::ParameterName, 'Put the target Namespace into the prereqs stage')
            [CompletionResult]::new('--no-delete', '--no-delete', [CompletionResultType]::ParameterName, 'Leave everything in the cluster when the Addon is deleted')
            [CompletionResult]::new('--delete-namespaces', '--delete-namespaces', [CompletionResultType]::ParameterName, 'Let the generated delete stage delete Namespaces too, with everything in them')
            [CompletionResult]::new('--delete-crds', '--delete-crds', [CompletionResultType]::ParameterName, 'Let the generated delete stage delete CRDs too, with all objects of them')
            [CompletionResult]::new('--no-validate', '--no-validate', [CompletionResultType]::ParameterName, 'Make no validate stage')
            [CompletionResult]::new('-R', '-R ', [CompletionResultType]::ParameterName, 'Look into folders inside folders')
            [CompletionResult]::new('--recursive', '--recursive', [CompletionResultType]::ParameterName, 'Look into folders inside folders')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait until the addon is installed, and say why if it fails')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Let create change an Addon that exists')
            [CompletionResult]::new('--force-conflicts', '--force-conflicts', [CompletionResultType]::ParameterName, 'Take over fields that others manage')
            [CompletionResult]::new('--no-preflight', '--no-preflight', [CompletionResultType]::ParameterName, 'Do not look first whether namespace, service account, secrets and dependencies exist')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;apply' {
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Version of the package')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Version of the package')
            [CompletionResult]::new('--pkg-name', '--pkg-name', [CompletionResultType]::ParameterName, 'Name that other addons depend on it by [default: NAME]')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'Type of the package [default: composite]')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Type of the package [default: composite]')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Release channel')
            [CompletionResult]::new('--channel', '--channel', [CompletionResultType]::ParameterName, 'Release channel')
            [CompletionResult]::new('--desc', '--desc', [CompletionResultType]::ParameterName, 'Description of the package')
            [CompletionResult]::new('--deps', '--deps', [CompletionResultType]::ParameterName, 'Package that must be installed first (can be repeated; comma list)')
            [CompletionResult]::new('--secrets', '--secrets', [CompletionResultType]::ParameterName, 'Secret that must be there before the install stage (can be repeated; comma list)')
            [CompletionResult]::new('--selector', '--selector', [CompletionResultType]::ParameterName, 'Label that the addon''s objects have; also KEY=VALUE (can be repeated; comma list)')
            [CompletionResult]::new('--selector-expr', '--selector-expr', [CompletionResultType]::ParameterName, 'Requirement on labels, such as `tier in (a,b)`, `!beta` (can be repeated)')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Label of the Addon itself (can be repeated; comma list)')
            [CompletionResult]::new('--annotation', '--annotation', [CompletionResultType]::ParameterName, 'Annotation of the Addon itself (can be repeated)')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Target namespace, for objects that name none and for secrets')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Target namespace, for objects that name none and for secrets')
            [CompletionResult]::new('--cluster-name', '--cluster-name', [CompletionResultType]::ParameterName, 'Name of the cluster')
            [CompletionResult]::new('--cluster-region', '--cluster-region', [CompletionResultType]::ParameterName, 'Region of the cluster')
            [CompletionResult]::new('--context-param', '--context-param', [CompletionResultType]::ParameterName, 'Further fact about the cluster; a parameter like the addon''s own (can be repeated; comma list)')
            [CompletionResult]::new('--addon-namespace', '--addon-namespace', [CompletionResultType]::ParameterName, 'Namespace of the Addon itself [default: addon-manager-system, where the Addon Manager looks]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Parameter, or a file of parameters (can be repeated; comma list)')
            [CompletionResult]::new('--params', '--params', [CompletionResultType]::ParameterName, 'Parameter, or a file of parameters (can be repeated; comma list)')
            [CompletionResult]::new('--params-file', '--params-file', [CompletionResultType]::ParameterName, 'YAML or JSON file of parameters (can be repeated; later files win)')
            [CompletionResult]::new('--param-from-file', '--param-from-file', [CompletionResultType]::ParameterName, 'Parameter whose value is the content of a file (can be repeated)')
            [CompletionResult]::new('--prereqs', '--prereqs', [CompletionResultType]::ParameterName, 'File or folder of what has to be there first (can be repeated; comma list)')
            [CompletionResult]::new('--install', '--install', [CompletionResultType]::ParameterName, 'File or folder of the addon itself (can be repeated; comma list)')
            [CompletionResult]::new('--delete', '--delete', [CompletionResultType]::ParameterName, 'What to delete with the Addon, in place of all that was installed (can be repeated; comma list)')
            [CompletionResult]::new('--validate', '--validate', [CompletionResultType]::ParameterName, 'What checks the addon, in place of the generated stage (can be repeated; comma list)')
            [CompletionResult]::new('--name-prefix', '--name-prefix', [CompletionResultType]::ParameterName, 'Prefix in the names of a stage''s workflows, at most 10 characters (can be repeated)')
            [CompletionResult]::new('--workflow', '--workflow', [CompletionResultType]::ParameterName, 'Workflow of your own in a stage''s place; taken as it is (can be repeated)')
            [CompletionResult]::new('--role', '--role', [CompletionResultType]::ParameterName, 'Role of a stage; today''s controller ignores it (can be repeated)')
            [CompletionResult]::new('--workflow-role', '--workflow-role', [CompletionResultType]::ParameterName, 'Workflow role of a stage; today''s controller ignores it (can be repeated)')
            [CompletionResult]::new('--image', '--image', [CompletionResultType]::ParameterName, 'Image with kubectl in it [default: registry.k8s.io/kubectl]')
            [CompletionResult]::new('--script-image', '--script-image', [CompletionResultType]::ParameterName, 'Image for scripts, or for one language as `py=IMAGE` or `sh=IMAGE` (can be repeated)')
            [CompletionResult]::new('--unpack-image', '--unpack-image', [CompletionResultType]::ParameterName, 'Image that unpacks packed manifests; needs sh, base64 and unxz [default: busybox]')
            [CompletionResult]::new('--workflow-template', '--workflow-template', [CompletionResultType]::ParameterName, 'Template that the workflows are made with, in place of the one that `addonctl template` prints')
            [CompletionResult]::new('--service-account', '--service-account', [CompletionResultType]::ParameterName, 'Service account of the workflows'' pods, in the Addon''s namespace')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time after which a workflow is ended, in seconds or as 90s, 10m, 1h')
            [CompletionResult]::new('--retry-limit', '--retry-limit', [CompletionResultType]::ParameterName, 'How often a step that failed is tried again')
            [CompletionResult]::new('--pack', '--pack', [CompletionResultType]::ParameterName, 'When to pack manifests (xz); auto: where they are large or hold text that Argo would change')
            [CompletionResult]::new('--label-policy', '--label-policy', [CompletionResultType]::ParameterName, 'What to do about the labels name, version, part-of and managed-by of app.kubernetes.io')
            [CompletionResult]::new('--pod-security', '--pod-security', [CompletionResultType]::ParameterName, 'Pod Security Standard that the workflows'' pods keep')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Start from an Addon or a file of flags; flags given here override it')
            [CompletionResult]::new('--filename', '--filename', [CompletionResultType]::ParameterName, 'Start from an Addon or a file of flags; flags given here override it')
            [CompletionResult]::new('--dryrun', '--dryrun', [CompletionResultType]::ParameterName, 'Print the Addon instead of submitting it; no cluster is asked. `--dryrun=server` lets the API server check it and prints what would be stored')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format of the Addon')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the Addon')
            [CompletionResult]::new('-O', '-O ', [CompletionResultType]::ParameterName, 'File to write the Addon to; `-` is standard output')
            [CompletionResult]::new('--output-file', '--output-file', [CompletionResultType]::ParameterName, 'File to write the Addon to; `-` is standard output')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait, such as 90s, 10m, 1h')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Context of the kubeconfig')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'Cluster of the kubeconfig')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'User of the kubeconfig')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as (can be repeated)')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'Time that one request may take, such as 5s or 1m')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--create-namespace', '--create-namespace', [CompletionResultType]::ParameterName, 'Put the target Namespace into the prereqs stage')
            [CompletionResult]::new('--no-delete', '--no-delete', [CompletionResultType]::ParameterName, 'Leave everything in the cluster when the Addon is deleted')
            [CompletionResult]::new('--delete-namespaces', '--delete-namespaces', [CompletionResultType]::ParameterName, 'Let the generated delete stage delete Namespaces too, with everything in them')
            [CompletionResult]::new('--delete-crds', '--delete-crds', [CompletionResultType]::ParameterName, 'Let the generated delete stage delete CRDs too, with all objects of them')
            [CompletionResult]::new('--no-validate', '--no-validate', [CompletionResultType]::ParameterName, 'Make no validate stage')
            [CompletionResult]::new('-R', '-R ', [CompletionResultType]::ParameterName, 'Look into folders inside folders')
            [CompletionResult]::new('--recursive', '--recursive', [CompletionResultType]::ParameterName, 'Look into folders inside folders')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait until the addon is installed, and say why if it fails')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Let create change an Addon that exists')
            [CompletionResult]::new('--force-conflicts', '--force-conflicts', [CompletionResultType]::ParameterName, 'Take over fields that others manage')
            [CompletionResult]::new('--no-preflight', '--no-preflight', [CompletionResultType]::ParameterName, 'Do not look first whether namespace, service account, secrets and dependencies exist')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;diff' {
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Version of the package')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Version of the package')
            [CompletionResult]::new('--pkg-name', '--pkg-name', [CompletionResultType]::ParameterName, 'Name that other addons depend on it by [default: NAME]')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'Type of the package [default: composite]')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Type of the package [default: composite]')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Release channel')
            [CompletionResult]::new('--channel', '--channel', [CompletionResultType]::ParameterName, 'Release channel')
            [CompletionResult]::new('--desc', '--desc', [CompletionResultType]::ParameterName, 'Description of the package')
            [CompletionResult]::new('--deps', '--deps', [CompletionResultType]::ParameterName, 'Package that must be installed first (can be repeated; comma list)')
            [CompletionResult]::new('--secrets', '--secrets', [CompletionResultType]::ParameterName, 'Secret that must be there before the install stage (can be repeated; comma list)')
            [CompletionResult]::new('--selector', '--selector', [CompletionResultType]::ParameterName, 'Label that the addon''s objects have; also KEY=VALUE (can be repeated; comma list)')
            [CompletionResult]::new('--selector-expr', '--selector-expr', [CompletionResultType]::ParameterName, 'Requirement on labels, such as `tier in (a,b)`, `!beta` (can be repeated)')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Label of the Addon itself (can be repeated; comma list)')
            [CompletionResult]::new('--annotation', '--annotation', [CompletionResultType]::ParameterName, 'Annotation of the Addon itself (can be repeated)')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Target namespace, for objects that name none and for secrets')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Target namespace, for objects that name none and for secrets')
            [CompletionResult]::new('--cluster-name', '--cluster-name', [CompletionResultType]::ParameterName, 'Name of the cluster')
            [CompletionResult]::new('--cluster-region', '--cluster-region', [CompletionResultType]::ParameterName, 'Region of the cluster')
            [CompletionResult]::new('--context-param', '--context-param', [CompletionResultType]::ParameterName, 'Further fact about the cluster; a parameter like the addon''s own (can be repeated; comma list)')
            [CompletionResult]::new('--addon-namespace', '--addon-namespace', [CompletionResultType]::ParameterName, 'Namespace of the Addon itself [default: addon-manager-system, where the Addon Manager looks]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Parameter, or a file of parameters (can be repeated; comma list)')
            [CompletionResult]::new('--params', '--params', [CompletionResultType]::ParameterName, 'Parameter, or a file of parameters (can be repeated; comma list)')
            [CompletionResult]::new('--params-file', '--params-file', [CompletionResultType]::ParameterName, 'YAML or JSON file of parameters (can be repeated; later files win)')
            [CompletionResult]::new('--param-from-file', '--param-from-file', [CompletionResultType]::ParameterName, 'Parameter whose value is the content of a file (can be repeated)')
            [CompletionResult]::new('--prereqs', '--prereqs', [CompletionResultType]::ParameterName, 'File or folder of what has to be there first (can be repeated; comma list)')
            [CompletionResult]::new('--install', '--install', [CompletionResultType]::ParameterName, 'File or folder of the addon itself (can be repeated; comma list)')
            [CompletionResult]::new('--delete', '--delete', [CompletionResultType]::ParameterName, 'What to delete with the Addon, in place of all that was installed (can be repeated; comma list)')
            [CompletionResult]::new('--validate', '--validate', [CompletionResultType]::ParameterName, 'What checks the addon, in place of the generated stage (can be repeated; comma list)')
            [CompletionResult]::new('--name-prefix', '--name-prefix', [CompletionResultType]::ParameterName, 'Prefix in the names of a stage''s workflows, at most 10 characters (can be repeated)')
            [CompletionResult]::new('--workflow', '--workflow', [CompletionResultType]::ParameterName, 'Workflow of your own in a stage''s place; taken as it is (can be repeated)')
            [CompletionResult]::new('--role', '--role', [CompletionResultType]::ParameterName, 'Role of a stage; today''s controller ignores it (can be repeated)')
            [CompletionResult]::new('--workflow-role', '--workflow-role', [CompletionResultType]::ParameterName, 'Workflow role of a stage; today''s controller ignores it (can be repeated)')
            [CompletionResult]::new('--image', '--image', [CompletionResultType]::ParameterName, 'Image with kubectl in it [default: registry.k8s.io/kubectl]')
            [CompletionResult]::new('--script-image', '--script-image', [CompletionResultType]::ParameterName, 'Image for scripts, or for one language as `py=IMAGE` or `sh=IMAGE` (can be repeated)')
            [CompletionResult]::new('--unpack-image', '--unpack-image', [CompletionResultType]::ParameterName, 'Image that unpacks packed manifests; needs sh, base64 and unxz [default: busybox]')
            [CompletionResult]::new('--workflow-template', '--workflow-template', [CompletionResultType]::ParameterName, 'Template that the workflows are made with, in place of the one that `addonctl template` prints')
            [CompletionResult]::new('--service-account', '--service-account', [CompletionResultType]::ParameterName, 'Service account of the workflows'' pods, in the Addon''s namespace')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time after which a workflow is ended, in seconds or as 90s, 10m, 1h')
            [CompletionResult]::new('--retry-limit', '--retry-limit', [CompletionResultType]::ParameterName, 'How often a step that failed is tried again')
            [CompletionResult]::new('--pack', '--pack', [CompletionResultType]::ParameterName, 'When to pack manifests (xz); auto: where they are large or hold text that Argo would change')
            [CompletionResult]::new('--label-policy', '--label-policy', [CompletionResultType]::ParameterName, 'What to do about the labels name, version, part-of and managed-by of app.kubernetes.io')
            [CompletionResult]::new('--pod-security', '--pod-security', [CompletionResultType]::ParameterName, 'Pod Security Standard that the workflows'' pods keep')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Start from an Addon or a file of flags; flags given here override it')
            [CompletionResult]::new('--filename', '--filename', [CompletionResultType]::ParameterName, 'Start from an Addon or a file of flags; flags given here override it')
            [CompletionResult]::new('--dryrun', '--dryrun', [CompletionResultType]::ParameterName, 'Print the Addon instead of submitting it; no cluster is asked. `--dryrun=server` lets the API server check it and prints what would be stored')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format of the Addon')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the Addon')
            [CompletionResult]::new('-O', '-O ', [CompletionResultType]::ParameterName, 'File to write the Addon to; `-` is standard output')
            [CompletionResult]::new('--output-file', '--output-file', [CompletionResultType]::ParameterName, 'File to write the Addon to; `-` is standard output')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait, such as 90s, 10m, 1h')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Context of the kubeconfig')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'Cluster of the kubeconfig')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'User of the kubeconfig')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as (can be repeated)')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'Time that one request may take, such as 5s or 1m')
            [CompletionResult]::new('--external-diff', '--external-diff', [CompletionResultType]::ParameterName, 'Program that compares a folder of the objects as they are with one as they would be; takes arguments')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--create-namespace', '--create-namespace', [CompletionResultType]::ParameterName, 'Put the target Namespace into the prereqs stage')
            [CompletionResult]::new('--no-delete', '--no-delete', [CompletionResultType]::ParameterName, 'Leave everything in the cluster when the Addon is deleted')
            [CompletionResult]::new('--delete-namespaces', '--delete-namespaces', [CompletionResultType]::ParameterName, 'Let the generated delete stage delete Namespaces too, with everything in them')
            [CompletionResult]::new('--delete-crds', '--delete-crds', [CompletionResultType]::ParameterName, 'Let the generated delete stage delete CRDs too, with all objects of them')
            [CompletionResult]::new('--no-validate', '--no-validate', [CompletionResultType]::ParameterName, 'Make no validate stage')
            [CompletionResult]::new('-R', '-R ', [CompletionResultType]::ParameterName, 'Look into folders inside folders')
            [CompletionResult]::new('--recursive', '--recursive', [CompletionResultType]::ParameterName, 'Look into folders inside folders')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait until the addon is installed, and say why if it fails')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Let create change an Addon that exists')
            [CompletionResult]::new('--force-conflicts', '--force-conflicts', [CompletionResultType]::ParameterName, 'Take over fields that others manage')
            [CompletionResult]::new('--no-preflight', '--no-preflight', [CompletionResultType]::ParameterName, 'Do not look first whether namespace, service account, secrets and dependencies exist')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;wait' {
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'What to wait for')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait, such as 90s, 10m, 1h')
            [CompletionResult]::new('--addon-namespace', '--addon-namespace', [CompletionResultType]::ParameterName, 'Namespace of the Addons')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Context of the kubeconfig')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'Cluster of the kubeconfig')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'User of the kubeconfig')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as (can be repeated)')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'Time that one request may take, such as 5s or 1m')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;delete' {
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait until the Addons are gone')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait, such as 90s or 10m')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done; `server` asks the API server too')
            [CompletionResult]::new('--confirm', '--confirm', [CompletionResultType]::ParameterName, 'The name that --force asks for (can be repeated)')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Context of the kubeconfig')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'Cluster of the kubeconfig')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'User of the kubeconfig')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as (can be repeated)')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'Time that one request may take, such as 5s or 1m')
            [CompletionResult]::new('--addon-namespace', '--addon-namespace', [CompletionResultType]::ParameterName, 'Namespace of the Addons')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Do not wait; the same as --wait=false')
            [CompletionResult]::new('--ignore-not-found', '--ignore-not-found', [CompletionResultType]::ParameterName, 'An Addon that does not exist is deleted already')
            [CompletionResult]::new('--show-objects', '--show-objects', [CompletionResultType]::ParameterName, 'List each object that goes or stays, however many there are')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Do not run the delete stage: drop the Addon and leave its objects. Asks for the name')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;retry' {
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait, for the old Workflows to go too, such as 90s or 10m')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Context of the kubeconfig')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'Cluster of the kubeconfig')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'User of the kubeconfig')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as (can be repeated)')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'Time that one request may take, such as 5s or 1m')
            [CompletionResult]::new('--addon-namespace', '--addon-namespace', [CompletionResultType]::ParameterName, 'Namespace of the Addons')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait until it is installed, or gone')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;validate' {
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait until the stage has ended')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait, such as 90s or 10m')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Context of the kubeconfig')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'Cluster of the kubeconfig')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'User of the kubeconfig')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as (can be repeated)')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'Time that one request may take, such as 5s or 1m')
            [CompletionResult]::new('--addon-namespace', '--addon-namespace', [CompletionResultType]::ParameterName, 'Namespace of the Addons')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;orphans' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Print them as a table, as JSON, or by name for kubectl')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Print them as a table, as JSON, or by name for kubectl')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Context of the kubeconfig')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'Cluster of the kubeconfig')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'User of the kubeconfig')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as (can be repeated)')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'Time that one request may take, such as 5s or 1m')
            [CompletionResult]::new('--addon-namespace', '--addon-namespace', [CompletionResultType]::ParameterName, 'Namespace of the Addons')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--delete', '--delete', [CompletionResultType]::ParameterName, 'Delete them')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;get' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format; a table where there is none')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format; a table where there is none')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'Labels that they have, such as team=a,tier!=b')
            [CompletionResult]::new('--selector', '--selector', [CompletionResultType]::ParameterName, 'Labels that they have, such as team=a,tier!=b')
            [CompletionResult]::new('--addon-namespace', '--addon-namespace', [CompletionResultType]::ParameterName, 'Namespace of the Addons')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Context of the kubeconfig')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'Cluster of the kubeconfig')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'User of the kubeconfig')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as (can be repeated)')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'Time that one request may take, such as 5s or 1m')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Go on with each change')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Go on with each change')
            [CompletionResult]::new('-A', '-A ', [CompletionResultType]::ParameterName, 'In all namespaces, even where no controller sees them')
            [CompletionResult]::new('--all-namespaces', '--all-namespaces', [CompletionResultType]::ParameterName, 'In all namespaces, even where no controller sees them')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;list' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format; a table where there is none')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format; a table where there is none')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'Labels that they have, such as team=a,tier!=b')
            [CompletionResult]::new('--selector', '--selector', [CompletionResultType]::ParameterName, 'Labels that they have, such as team=a,tier!=b')
            [CompletionResult]::new('--addon-namespace', '--addon-namespace', [CompletionResultType]::ParameterName, 'Namespace of the Addons')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Context of the kubeconfig')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'Cluster of the kubeconfig')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'User of the kubeconfig')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as (can be repeated)')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'Time that one request may take, such as 5s or 1m')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Go on with each change')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Go on with each change')
            [CompletionResult]::new('-A', '-A ', [CompletionResultType]::ParameterName, 'In all namespaces, even where no controller sees them')
            [CompletionResult]::new('--all-namespaces', '--all-namespaces', [CompletionResultType]::ParameterName, 'In all namespaces, even where no controller sees them')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;ls' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format; a table where there is none')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format; a table where there is none')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'Labels that they have, such as team=a,tier!=b')
            [CompletionResult]::new('--selector', '--selector', [CompletionResultType]::ParameterName, 'Labels that they have, such as team=a,tier!=b')
            [CompletionResult]::new('--addon-namespace', '--addon-namespace', [CompletionResultType]::ParameterName, 'Namespace of the Addons')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Context of the kubeconfig')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'Cluster of the kubeconfig')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'User of the kubeconfig')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as (can be repeated)')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'Time that one request may take, such as 5s or 1m')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Go on with each change')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Go on with each change')
            [CompletionResult]::new('-A', '-A ', [CompletionResultType]::ParameterName, 'In all namespaces, even where no controller sees them')
            [CompletionResult]::new('--all-namespaces', '--all-namespaces', [CompletionResultType]::ParameterName, 'In all namespaces, even where no controller sees them')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;status' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format; text where there is none')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format; text where there is none')
            [CompletionResult]::new('--addon-namespace', '--addon-namespace', [CompletionResultType]::ParameterName, 'Namespace of the Addons')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Context of the kubeconfig')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'Cluster of the kubeconfig')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'User of the kubeconfig')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as (can be repeated)')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'Time that one request may take, such as 5s or 1m')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;describe' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format; text where there is none')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format; text where there is none')
            [CompletionResult]::new('--addon-namespace', '--addon-namespace', [CompletionResultType]::ParameterName, 'Namespace of the Addons')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Context of the kubeconfig')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'Cluster of the kubeconfig')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'User of the kubeconfig')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as (can be repeated)')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'Time that one request may take, such as 5s or 1m')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;logs' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage [default: the last that has begun]')
            [CompletionResult]::new('--tail', '--tail', [CompletionResultType]::ParameterName, 'So many of the last lines of each step')
            [CompletionResult]::new('--addon-namespace', '--addon-namespace', [CompletionResultType]::ParameterName, 'Namespace of the Addons')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Context of the kubeconfig')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'Cluster of the kubeconfig')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'User of the kubeconfig')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as (can be repeated)')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'Time that one request may take, such as 5s or 1m')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Go on until the workflow ends')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Go on until the workflow ends')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;events' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format; text where there is none')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format; text where there is none')
            [CompletionResult]::new('--addon-namespace', '--addon-namespace', [CompletionResultType]::ParameterName, 'Namespace of the Addons')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Context of the kubeconfig')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'Cluster of the kubeconfig')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'User of the kubeconfig')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as (can be repeated)')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'Time that one request may take, such as 5s or 1m')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;tree' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format; text where there is none')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format; text where there is none')
            [CompletionResult]::new('--addon-namespace', '--addon-namespace', [CompletionResultType]::ParameterName, 'Namespace of the Addons')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Context of the kubeconfig')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'Cluster of the kubeconfig')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'User of the kubeconfig')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as (can be repeated)')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'Time that one request may take, such as 5s or 1m')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;render' {
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Stage (can be repeated; comma list) [default: all; with --manifests prereqs and install]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format')
            [CompletionResult]::new('--addon-namespace', '--addon-namespace', [CompletionResultType]::ParameterName, 'Namespace of the Addons')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Context of the kubeconfig')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'Cluster of the kubeconfig')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'User of the kubeconfig')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as (can be repeated)')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'Time that one request may take, such as 5s or 1m')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--substitute', '--substitute', [CompletionResultType]::ParameterName, 'Fill in the parameters that are known')
            [CompletionResult]::new('--manifests', '--manifests', [CompletionResultType]::ParameterName, 'Print the objects that are applied, unpacked and filled in')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;unpack' {
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Folder to write; it must not be there, or be empty')
            [CompletionResult]::new('--output-dir', '--output-dir', [CompletionResultType]::ParameterName, 'Folder to write; it must not be there, or be empty')
            [CompletionResult]::new('--addon-namespace', '--addon-namespace', [CompletionResultType]::ParameterName, 'Namespace of the Addons')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Context of the kubeconfig')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'Cluster of the kubeconfig')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'User of the kubeconfig')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as (can be repeated)')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'Time that one request may take, such as 5s or 1m')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;lint' {
            [CompletionResult]::new('--ignore', '--ignore', [CompletionResultType]::ParameterName, 'Rule to leave out (can be repeated; comma list)')
            [CompletionResult]::new('--severity', '--severity', [CompletionResultType]::ParameterName, 'The least severe findings to tell')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format of the findings')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format of the findings')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Print what a rule is for, or all of them')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--warnings-as-errors', '--warnings-as-errors', [CompletionResultType]::ParameterName, 'Fail on warnings too')
            [CompletionResult]::new('--fix', '--fix', [CompletionResultType]::ParameterName, 'Put right in the files what has one right answer')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;crd' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;schema' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;init' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;template' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;completions' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;man' {
            [CompletionResult]::new('--output-dir', '--output-dir', [CompletionResultType]::ParameterName, 'Folder to write all pages into; made where it is missing')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;version' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format; a line of text where there is none')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format; a line of text where there is none')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'addonctl;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Build an Addon from manifests, scripts and parameters')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Create an Addon or change it; takes the flags of create, or Addons made earlier')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Show what an Addon would change in the cluster; takes the flags of create, or Addons made earlier')
            [CompletionResult]::new('wait', 'wait', [CompletionResultType]::ParameterValue, 'Wait until Addons are installed, or gone')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete Addons, and wait until they and their objects are gone')
            [CompletionResult]::new('retry', 'retry', [CompletionResultType]::ParameterValue, 'Run a failed Addon again, or the deletion that failed')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Run an Addon''s validate stage, which the controller never does')
            [CompletionResult]::new('orphans', 'orphans', [CompletionResultType]::ParameterValue, 'List objects that an earlier version of an Addon submitted and the present one does not name')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'List Addons')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Explain the state of an Addon: why it is not installed, and what to run next')
            [CompletionResult]::new('logs', 'logs', [CompletionResultType]::ParameterValue, 'Print the logs of an Addon''s workflows')
            [CompletionResult]::new('events', 'events', [CompletionResultType]::ParameterValue, 'List the events of an Addon, its workflows and their pods')
            [CompletionResult]::new('tree', 'tree', [CompletionResultType]::ParameterValue, 'Show an Addon''s workflows, their steps, and the state of the objects that it submits')
            [CompletionResult]::new('render', 'render', [CompletionResultType]::ParameterValue, 'Print the Workflows of an Addon as the controller will submit them')
            [CompletionResult]::new('unpack', 'unpack', [CompletionResultType]::ParameterValue, 'Turn an Addon back into a project')
            [CompletionResult]::new('lint', 'lint', [CompletionResultType]::ParameterValue, 'Check Addons without a cluster, whoever made them')
            [CompletionResult]::new('crd', 'crd', [CompletionResultType]::ParameterValue, 'Print the CRD of the Addon')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON schema of project files')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Start a project: an addonctl.yaml with comments, and a first manifest')
            [CompletionResult]::new('template', 'template', [CompletionResultType]::ParameterValue, 'Print the workflow template in force')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions of a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual')
            [CompletionResult]::new('version', 'version', [CompletionResultType]::ParameterValue, 'Print the version of addonctl')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'addonctl;help;create' {
            break
        }
        'addonctl;help;apply' {
            break
        }
        'addonctl;help;diff' {
            break
        }
        'addonctl;help;wait' {
            break
        }
        'addonctl;help;delete' {
            break
        }
        'addonctl;help;retry' {
            break
        }
        'addonctl;help;validate' {
            break
        }
        'addonctl;help;orphans' {
            break
        }
        'addonctl;help;get' {
            break
        }
        'addonctl;help;status' {
            break
        }
        'addonctl;help;logs' {
            break
        }
        'addonctl;help;events' {
            break
        }
        'addonctl;help;tree' {
            break
        }
        'addonctl;help;render' {
            break
        }
        'addonctl;help;unpack' {
            break
        }
        'addonctl;help;lint' {
            break
        }
        'addonctl;help;crd' {
            break
        }
        'addonctl;help;schema' {
            break
        }
        'addonctl;help;init' {
            break
        }
        'addonctl;help;template' {
            break
        }
        'addonctl;help;completions' {
            break
        }
        'addonctl;help;man' {
            break
        }
        'addonctl;help;version' {
            break
        }
        'addonctl;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
