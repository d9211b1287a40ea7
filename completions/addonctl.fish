# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_addonctl_global_optspecs
    string join \n color= q/quiet h/help V/version
end

function __fish_addonctl_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_addonctl_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_addonctl_using_subcommand
    set -l cmd (__fish_addonctl_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c addonctl -n "__fish_addonctl_needs_command" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_needs_command" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_needs_command" -s V -l version -d 'Print version'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "create" -d 'Build an Addon from manifests, scripts and parameters'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "apply" -d 'Create an Addon or change it; takes the flags of create, or Addons made earlier'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "diff" -d 'Show what an Addon would change in the cluster; takes the flags of create, or Addons made earlier'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "wait" -d 'Wait until Addons are installed, or gone'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "delete" -d 'Delete Addons, and wait until they and their objects are gone'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "retry" -d 'Run a failed Addon again, or the deletion that failed'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "validate" -d 'Run an Addon\'s validate stage, which the controller never does'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "orphans" -d 'List objects that an earlier version of an Addon submitted and the present one does not name'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "get" -d 'List Addons'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "list" -d 'List Addons'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "ls" -d 'List Addons'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "status" -d 'Explain the state of an Addon: why it is not installed, and what to run next'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "describe" -d 'Explain the state of an Addon: why it is not installed, and what to run next'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "logs" -d 'Print the logs of an Addon\'s workflows'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "events" -d 'List the events of an Addon, its workflows and their pods'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "tree" -d 'Show an Addon\'s workflows, their steps, and the state of the objects that it submits'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "render" -d 'Print the Workflows of an Addon as the controller will submit them'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "unpack" -d 'Turn an Addon back into a project'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "lint" -d 'Check Addons without a cluster, whoever made them'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "crd" -d 'Print the CRD of the Addon'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "schema" -d 'Print the JSON schema of project files'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "init" -d 'Start a project: an addonctl.yaml with comments, and a first manifest'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "template" -d 'Print the workflow template in force'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "completions" -d 'Print the completions of a shell'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "man" -d 'Print the manual'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "version" -d 'Print the version of addonctl'
complete -c addonctl -n "__fish_addonctl_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -s v -l version -d 'Version of the package' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l pkg-name -d 'Name that other addons depend on it by [default: NAME]' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -s t -l type -d 'Type of the package [default: composite]' -r -f -a "helm\t'Helm'
ship\t'Ship'
kustomize\t'Kustomize'
cnab\t'CNAB'
composite\t'Manifests and scripts'"
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -s c -l channel -d 'Release channel' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l desc -d 'Description of the package' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l deps -d 'Package that must be installed first (can be repeated; comma list)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l secrets -d 'Secret that must be there before the install stage (can be repeated; comma list)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l selector -d 'Label that the addon\'s objects have; also KEY=VALUE (can be repeated; comma list)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l selector-expr -d 'Requirement on labels, such as `tier in (a,b)`, `!beta` (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l label -d 'Label of the Addon itself (can be repeated; comma list)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l annotation -d 'Annotation of the Addon itself (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -s n -l namespace -d 'Target namespace, for objects that name none and for secrets' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l cluster-name -d 'Name of the cluster' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l cluster-region -d 'Region of the cluster' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l context-param -d 'Further fact about the cluster; a parameter like the addon\'s own (can be repeated; comma list)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l addon-namespace -d 'Namespace of the Addon itself [default: addon-manager-system, where the Addon Manager looks]' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -s p -l params -d 'Parameter, or a file of parameters (can be repeated; comma list)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l params-file -d 'YAML or JSON file of parameters (can be repeated; later files win)' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l param-from-file -d 'Parameter whose value is the content of a file (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l prereqs -d 'File or folder of what has to be there first (can be repeated; comma list)' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l install -d 'File or folder of the addon itself (can be repeated; comma list)' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l delete -d 'What to delete with the Addon, in place of all that was installed (can be repeated; comma list)' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l validate -d 'What checks the addon, in place of the generated stage (can be repeated; comma list)' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l name-prefix -d 'Prefix in the names of a stage\'s workflows, at most 10 characters (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l workflow -d 'Workflow of your own in a stage\'s place; taken as it is (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l role -d 'Role of a stage; today\'s controller ignores it (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l workflow-role -d 'Workflow role of a stage; today\'s controller ignores it (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l image -d 'Image with kubectl in it [default: registry.k8s.io/kubectl]' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l script-image -d 'Image for scripts, or for one language as `py=IMAGE` or `sh=IMAGE` (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l unpack-image -d 'Image that unpacks packed manifests; needs sh, base64 and unxz [default: busybox]' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l workflow-template -d 'Template that the workflows are made with, in place of the one that `addonctl template` prints' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l service-account -d 'Service account of the workflows\' pods, in the Addon\'s namespace' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l deadline -d 'Time after which a workflow is ended, in seconds or as 90s, 10m, 1h' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l retry-limit -d 'How often a step that failed is tried again' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l pack -d 'When to pack manifests (xz); auto: where they are large or hold text that Argo would change' -r -f -a "auto\t'Where they are large, or hold text that Argo would change'
always\t'Wherever no parameter is filled in'
never\t'Nowhere; what would have to be packed is refused'"
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l label-policy -d 'What to do about the labels name, version, part-of and managed-by of app.kubernetes.io' -r -f -a "add\t'Add those that an object lacks'
overwrite\t'Replace those that an object has'
none\t'Leave labels alone'"
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l pod-security -d 'Pod Security Standard that the workflows\' pods keep' -r -f -a "restricted\t'No root, no capabilities; runs everywhere'
baseline\t'As the images are; for scripts that need root'"
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -s f -l filename -d 'Start from an Addon or a file of flags; flags given here override it' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l dryrun -d 'Print the Addon instead of submitting it; no cluster is asked. `--dryrun=server` lets the API server check it and prints what would be stored' -r -f -a "client\t'Print what would be sent'
server\t'Let the API server check it, store nothing, print what would be stored'"
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -s o -l output -d 'Format of the Addon' -r -f -a "yaml\t'YAML, as a person would write it'
json\t'JSON'"
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -s O -l output-file -d 'File to write the Addon to; `-` is standard output' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l timeout -d 'How long to wait, such as 90s, 10m, 1h' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l kubeconfig -d 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l context -d 'Context of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l cluster -d 'Cluster of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l user -d 'User of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l as -d 'User to act as' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l as-group -d 'Group to act as (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l request-timeout -d 'Time that one request may take, such as 5s or 1m' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l create-namespace -d 'Put the target Namespace into the prereqs stage'
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l no-delete -d 'Leave everything in the cluster when the Addon is deleted'
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l delete-namespaces -d 'Let the generated delete stage delete Namespaces too, with everything in them'
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l delete-crds -d 'Let the generated delete stage delete CRDs too, with all objects of them'
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l no-validate -d 'Make no validate stage'
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -s R -l recursive -d 'Look into folders inside folders'
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l wait -d 'Wait until the addon is installed, and say why if it fails'
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l force -d 'Let create change an Addon that exists'
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l force-conflicts -d 'Take over fields that others manage'
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -l no-preflight -d 'Do not look first whether namespace, service account, secrets and dependencies exist'
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -s v -l version -d 'Version of the package' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l pkg-name -d 'Name that other addons depend on it by [default: NAME]' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -s t -l type -d 'Type of the package [default: composite]' -r -f -a "helm\t'Helm'
ship\t'Ship'
kustomize\t'Kustomize'
cnab\t'CNAB'
composite\t'Manifests and scripts'"
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -s c -l channel -d 'Release channel' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l desc -d 'Description of the package' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l deps -d 'Package that must be installed first (can be repeated; comma list)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l secrets -d 'Secret that must be there before the install stage (can be repeated; comma list)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l selector -d 'Label that the addon\'s objects have; also KEY=VALUE (can be repeated; comma list)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l selector-expr -d 'Requirement on labels, such as `tier in (a,b)`, `!beta` (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l label -d 'Label of the Addon itself (can be repeated; comma list)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l annotation -d 'Annotation of the Addon itself (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -s n -l namespace -d 'Target namespace, for objects that name none and for secrets' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l cluster-name -d 'Name of the cluster' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l cluster-region -d 'Region of the cluster' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l context-param -d 'Further fact about the cluster; a parameter like the addon\'s own (can be repeated; comma list)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l addon-namespace -d 'Namespace of the Addon itself [default: addon-manager-system, where the Addon Manager looks]' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -s p -l params -d 'Parameter, or a file of parameters (can be repeated; comma list)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l params-file -d 'YAML or JSON file of parameters (can be repeated; later files win)' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l param-from-file -d 'Parameter whose value is the content of a file (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l prereqs -d 'File or folder of what has to be there first (can be repeated; comma list)' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l install -d 'File or folder of the addon itself (can be repeated; comma list)' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l delete -d 'What to delete with the Addon, in place of all that was installed (can be repeated; comma list)' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l validate -d 'What checks the addon, in place of the generated stage (can be repeated; comma list)' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l name-prefix -d 'Prefix in the names of a stage\'s workflows, at most 10 characters (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l workflow -d 'Workflow of your own in a stage\'s place; taken as it is (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l role -d 'Role of a stage; today\'s controller ignores it (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l workflow-role -d 'Workflow role of a stage; today\'s controller ignores it (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l image -d 'Image with kubectl in it [default: registry.k8s.io/kubectl]' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l script-image -d 'Image for scripts, or for one language as `py=IMAGE` or `sh=IMAGE` (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l unpack-image -d 'Image that unpacks packed manifests; needs sh, base64 and unxz [default: busybox]' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l workflow-template -d 'Template that the workflows are made with, in place of the one that `addonctl template` prints' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l service-account -d 'Service account of the workflows\' pods, in the Addon\'s namespace' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l deadline -d 'Time after which a workflow is ended, in seconds or as 90s, 10m, 1h' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l retry-limit -d 'How often a step that failed is tried again' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l pack -d 'When to pack manifests (xz); auto: where they are large or hold text that Argo would change' -r -f -a "auto\t'Where they are large, or hold text that Argo would change'
always\t'Wherever no parameter is filled in'
never\t'Nowhere; what would have to be packed is refused'"
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l label-policy -d 'What to do about the labels name, version, part-of and managed-by of app.kubernetes.io' -r -f -a "add\t'Add those that an object lacks'
overwrite\t'Replace those that an object has'
none\t'Leave labels alone'"
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l pod-security -d 'Pod Security Standard that the workflows\' pods keep' -r -f -a "restricted\t'No root, no capabilities; runs everywhere'
baseline\t'As the images are; for scripts that need root'"
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -s f -l filename -d 'Start from an Addon or a file of flags; flags given here override it' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l dryrun -d 'Print the Addon instead of submitting it; no cluster is asked. `--dryrun=server` lets the API server check it and prints what would be stored' -r -f -a "client\t'Print what would be sent'
server\t'Let the API server check it, store nothing, print what would be stored'"
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -s o -l output -d 'Format of the Addon' -r -f -a "yaml\t'YAML, as a person would write it'
json\t'JSON'"
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -s O -l output-file -d 'File to write the Addon to; `-` is standard output' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l timeout -d 'How long to wait, such as 90s, 10m, 1h' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l kubeconfig -d 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l context -d 'Context of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l cluster -d 'Cluster of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l user -d 'User of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l as -d 'User to act as' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l as-group -d 'Group to act as (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l request-timeout -d 'Time that one request may take, such as 5s or 1m' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l create-namespace -d 'Put the target Namespace into the prereqs stage'
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l no-delete -d 'Leave everything in the cluster when the Addon is deleted'
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l delete-namespaces -d 'Let the generated delete stage delete Namespaces too, with everything in them'
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l delete-crds -d 'Let the generated delete stage delete CRDs too, with all objects of them'
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l no-validate -d 'Make no validate stage'
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -s R -l recursive -d 'Look into folders inside folders'
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l wait -d 'Wait until the addon is installed, and say why if it fails'
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l force -d 'Let create change an Addon that exists'
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l force-conflicts -d 'Take over fields that others manage'
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -l no-preflight -d 'Do not look first whether namespace, service account, secrets and dependencies exist'
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -s v -l version -d 'Version of the package' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l pkg-name -d 'Name that other addons depend on it by [default: NAME]' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -s t -l type -d 'Type of the package [default: composite]' -r -f -a "helm\t'Helm'
ship\t'Ship'
kustomize\t'Kustomize'
cnab\t'CNAB'
composite\t'Manifests and scripts'"
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -s c -l channel -d 'Release channel' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l desc -d 'Description of the package' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l deps -d 'Package that must be installed first (can be repeated; comma list)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l secrets -d 'Secret that must be there before the install stage (can be repeated; comma list)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l selector -d 'Label that the addon\'s objects have; also KEY=VALUE (can be repeated; comma list)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l selector-expr -d 'Requirement on labels, such as `tier in (a,b)`, `!beta` (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l label -d 'Label of the Addon itself (can be repeated; comma list)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l annotation -d 'Annotation of the Addon itself (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -s n -l namespace -d 'Target namespace, for objects that name none and for secrets' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l cluster-name -d 'Name of the cluster' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l cluster-region -d 'Region of the cluster' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l context-param -d 'Further fact about the cluster; a parameter like the addon\'s own (can be repeated; comma list)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l addon-namespace -d 'Namespace of the Addon itself [default: addon-manager-system, where the Addon Manager looks]' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -s p -l params -d 'Parameter, or a file of parameters (can be repeated; comma list)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l params-file -d 'YAML or JSON file of parameters (can be repeated; later files win)' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l param-from-file -d 'Parameter whose value is the content of a file (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l prereqs -d 'File or folder of what has to be there first (can be repeated; comma list)' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l install -d 'File or folder of the addon itself (can be repeated; comma list)' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l delete -d 'What to delete with the Addon, in place of all that was installed (can be repeated; comma list)' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l validate -d 'What checks the addon, in place of the generated stage (can be repeated; comma list)' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l name-prefix -d 'Prefix in the names of a stage\'s workflows, at most 10 characters (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l workflow -d 'Workflow of your own in a stage\'s place; taken as it is (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l role -d 'Role of a stage; today\'s controller ignores it (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l workflow-role -d 'Workflow role of a stage; today\'s controller ignores it (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l image -d 'Image with kubectl in it [default: registry.k8s.io/kubectl]' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l script-image -d 'Image for scripts, or for one language as `py=IMAGE` or `sh=IMAGE` (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l unpack-image -d 'Image that unpacks packed manifests; needs sh, base64 and unxz [default: busybox]' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l workflow-template -d 'Template that the workflows are made with, in place of the one that `addonctl template` prints' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l service-account -d 'Service account of the workflows\' pods, in the Addon\'s namespace' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l deadline -d 'Time after which a workflow is ended, in seconds or as 90s, 10m, 1h' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l retry-limit -d 'How often a step that failed is tried again' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l pack -d 'When to pack manifests (xz); auto: where they are large or hold text that Argo would change' -r -f -a "auto\t'Where they are large, or hold text that Argo would change'
always\t'Wherever no parameter is filled in'
never\t'Nowhere; what would have to be packed is refused'"
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l label-policy -d 'What to do about the labels name, version, part-of and managed-by of app.kubernetes.io' -r -f -a "add\t'Add those that an object lacks'
overwrite\t'Replace those that an object has'
none\t'Leave labels alone'"
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l pod-security -d 'Pod Security Standard that the workflows\' pods keep' -r -f -a "restricted\t'No root, no capabilities; runs everywhere'
baseline\t'As the images are; for scripts that need root'"
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -s f -l filename -d 'Start from an Addon or a file of flags; flags given here override it' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l dryrun -d 'Print the Addon instead of submitting it; no cluster is asked. `--dryrun=server` lets the API server check it and prints what would be stored' -r -f -a "client\t'Print what would be sent'
server\t'Let the API server check it, store nothing, print what would be stored'"
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -s o -l output -d 'Format of the Addon' -r -f -a "yaml\t'YAML, as a person would write it'
json\t'JSON'"
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -s O -l output-file -d 'File to write the Addon to; `-` is standard output' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l timeout -d 'How long to wait, such as 90s, 10m, 1h' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l kubeconfig -d 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l context -d 'Context of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l cluster -d 'Cluster of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l user -d 'User of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l as -d 'User to act as' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l as-group -d 'Group to act as (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l request-timeout -d 'Time that one request may take, such as 5s or 1m' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l external-diff -d 'Program that compares a folder of the objects as they are with one as they would be; takes arguments' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l create-namespace -d 'Put the target Namespace into the prereqs stage'
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l no-delete -d 'Leave everything in the cluster when the Addon is deleted'
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l delete-namespaces -d 'Let the generated delete stage delete Namespaces too, with everything in them'
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l delete-crds -d 'Let the generated delete stage delete CRDs too, with all objects of them'
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l no-validate -d 'Make no validate stage'
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -s R -l recursive -d 'Look into folders inside folders'
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l wait -d 'Wait until the addon is installed, and say why if it fails'
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l force -d 'Let create change an Addon that exists'
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l force-conflicts -d 'Take over fields that others manage'
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -l no-preflight -d 'Do not look first whether namespace, service account, secrets and dependencies exist'
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand wait" -l for -d 'What to wait for' -r -f -a "succeeded\t'The addon is installed, in the version that the cluster has now'
deleted\t'The Addon is gone'"
complete -c addonctl -n "__fish_addonctl_using_subcommand wait" -l timeout -d 'How long to wait, such as 90s, 10m, 1h' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand wait" -l addon-namespace -d 'Namespace of the Addons' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand wait" -l kubeconfig -d 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand wait" -l context -d 'Context of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand wait" -l cluster -d 'Cluster of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand wait" -l user -d 'User of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand wait" -l as -d 'User to act as' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand wait" -l as-group -d 'Group to act as (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand wait" -l request-timeout -d 'Time that one request may take, such as 5s or 1m' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand wait" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand wait" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand delete" -l wait -d 'Wait until the Addons are gone' -r -f -a "true\t''
false\t''"
complete -c addonctl -n "__fish_addonctl_using_subcommand delete" -l timeout -d 'How long to wait, such as 90s or 10m' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand delete" -l dry-run -d 'Show what would be done; `server` asks the API server too' -r -f -a "client\t'addonctl alone'
server\t'The API server, which checks the permission too'"
complete -c addonctl -n "__fish_addonctl_using_subcommand delete" -l confirm -d 'The name that --force asks for (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand delete" -l kubeconfig -d 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand delete" -l context -d 'Context of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand delete" -l cluster -d 'Cluster of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand delete" -l user -d 'User of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand delete" -l as -d 'User to act as' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand delete" -l as-group -d 'Group to act as (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand delete" -l request-timeout -d 'Time that one request may take, such as 5s or 1m' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand delete" -l addon-namespace -d 'Namespace of the Addons' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand delete" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand delete" -s y -l yes -d 'Do not ask'
complete -c addonctl -n "__fish_addonctl_using_subcommand delete" -l no-wait -d 'Do not wait; the same as --wait=false'
complete -c addonctl -n "__fish_addonctl_using_subcommand delete" -l ignore-not-found -d 'An Addon that does not exist is deleted already'
complete -c addonctl -n "__fish_addonctl_using_subcommand delete" -l show-objects -d 'List each object that goes or stays, however many there are'
complete -c addonctl -n "__fish_addonctl_using_subcommand delete" -l force -d 'Do not run the delete stage: drop the Addon and leave its objects. Asks for the name'
complete -c addonctl -n "__fish_addonctl_using_subcommand delete" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand retry" -l timeout -d 'How long to wait, for the old Workflows to go too, such as 90s or 10m' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand retry" -l kubeconfig -d 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand retry" -l context -d 'Context of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand retry" -l cluster -d 'Cluster of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand retry" -l user -d 'User of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand retry" -l as -d 'User to act as' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand retry" -l as-group -d 'Group to act as (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand retry" -l request-timeout -d 'Time that one request may take, such as 5s or 1m' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand retry" -l addon-namespace -d 'Namespace of the Addons' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand retry" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand retry" -l wait -d 'Wait until it is installed, or gone'
complete -c addonctl -n "__fish_addonctl_using_subcommand retry" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand retry" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand validate" -l wait -d 'Wait until the stage has ended' -r -f -a "true\t''
false\t''"
complete -c addonctl -n "__fish_addonctl_using_subcommand validate" -l timeout -d 'How long to wait, such as 90s or 10m' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand validate" -l kubeconfig -d 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand validate" -l context -d 'Context of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand validate" -l cluster -d 'Cluster of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand validate" -l user -d 'User of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand validate" -l as -d 'User to act as' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand validate" -l as-group -d 'Group to act as (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand validate" -l request-timeout -d 'Time that one request may take, such as 5s or 1m' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand validate" -l addon-namespace -d 'Namespace of the Addons' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand validate" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand validate" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand validate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand orphans" -s o -l output -d 'Print them as a table, as JSON, or by name for kubectl' -r -f -a "table\t'A table'
json\t'A JSON list of apiVersion, kind, namespace and name'
name\t'KIND.GROUP/NAME, a line each'"
complete -c addonctl -n "__fish_addonctl_using_subcommand orphans" -l kubeconfig -d 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand orphans" -l context -d 'Context of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand orphans" -l cluster -d 'Cluster of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand orphans" -l user -d 'User of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand orphans" -l as -d 'User to act as' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand orphans" -l as-group -d 'Group to act as (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand orphans" -l request-timeout -d 'Time that one request may take, such as 5s or 1m' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand orphans" -l addon-namespace -d 'Namespace of the Addons' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand orphans" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand orphans" -l delete -d 'Delete them'
complete -c addonctl -n "__fish_addonctl_using_subcommand orphans" -s y -l yes -d 'Do not ask'
complete -c addonctl -n "__fish_addonctl_using_subcommand orphans" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand orphans" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand get" -s o -l output -d 'Format; a table where there is none' -r -f -a "wide\t'A table with more columns'
yaml\t'YAML'
json\t'JSON'
name\t'Kind and name'"
complete -c addonctl -n "__fish_addonctl_using_subcommand get" -s l -l selector -d 'Labels that they have, such as team=a,tier!=b' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand get" -l addon-namespace -d 'Namespace of the Addons' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand get" -l kubeconfig -d 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand get" -l context -d 'Context of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand get" -l cluster -d 'Cluster of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand get" -l user -d 'User of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand get" -l as -d 'User to act as' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand get" -l as-group -d 'Group to act as (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand get" -l request-timeout -d 'Time that one request may take, such as 5s or 1m' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand get" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand get" -s w -l watch -d 'Go on with each change'
complete -c addonctl -n "__fish_addonctl_using_subcommand get" -s A -l all-namespaces -d 'In all namespaces, even where no controller sees them'
complete -c addonctl -n "__fish_addonctl_using_subcommand get" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand list" -s o -l output -d 'Format; a table where there is none' -r -f -a "wide\t'A table with more columns'
yaml\t'YAML'
json\t'JSON'
name\t'Kind and name'"
complete -c addonctl -n "__fish_addonctl_using_subcommand list" -s l -l selector -d 'Labels that they have, such as team=a,tier!=b' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand list" -l addon-namespace -d 'Namespace of the Addons' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand list" -l kubeconfig -d 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand list" -l context -d 'Context of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand list" -l cluster -d 'Cluster of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand list" -l user -d 'User of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand list" -l as -d 'User to act as' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand list" -l as-group -d 'Group to act as (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand list" -l request-timeout -d 'Time that one request may take, such as 5s or 1m' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand list" -s w -l watch -d 'Go on with each change'
complete -c addonctl -n "__fish_addonctl_using_subcommand list" -s A -l all-namespaces -d 'In all namespaces, even where no controller sees them'
complete -c addonctl -n "__fish_addonctl_using_subcommand list" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand ls" -s o -l output -d 'Format; a table where there is none' -r -f -a "wide\t'A table with more columns'
yaml\t'YAML'
json\t'JSON'
name\t'Kind and name'"
complete -c addonctl -n "__fish_addonctl_using_subcommand ls" -s l -l selector -d 'Labels that they have, such as team=a,tier!=b' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand ls" -l addon-namespace -d 'Namespace of the Addons' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand ls" -l kubeconfig -d 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand ls" -l context -d 'Context of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand ls" -l cluster -d 'Cluster of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand ls" -l user -d 'User of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand ls" -l as -d 'User to act as' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand ls" -l as-group -d 'Group to act as (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand ls" -l request-timeout -d 'Time that one request may take, such as 5s or 1m' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand ls" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand ls" -s w -l watch -d 'Go on with each change'
complete -c addonctl -n "__fish_addonctl_using_subcommand ls" -s A -l all-namespaces -d 'In all namespaces, even where no controller sees them'
complete -c addonctl -n "__fish_addonctl_using_subcommand ls" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand status" -s o -l output -d 'Format; text where there is none' -r -f -a "yaml\t'YAML, as a person would write it'
json\t'JSON'"
complete -c addonctl -n "__fish_addonctl_using_subcommand status" -l addon-namespace -d 'Namespace of the Addons' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand status" -l kubeconfig -d 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand status" -l context -d 'Context of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand status" -l cluster -d 'Cluster of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand status" -l user -d 'User of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand status" -l as -d 'User to act as' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand status" -l as-group -d 'Group to act as (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand status" -l request-timeout -d 'Time that one request may take, such as 5s or 1m' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand status" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand status" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand describe" -s o -l output -d 'Format; text where there is none' -r -f -a "yaml\t'YAML, as a person would write it'
json\t'JSON'"
complete -c addonctl -n "__fish_addonctl_using_subcommand describe" -l addon-namespace -d 'Namespace of the Addons' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand describe" -l kubeconfig -d 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand describe" -l context -d 'Context of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand describe" -l cluster -d 'Cluster of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand describe" -l user -d 'User of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand describe" -l as -d 'User to act as' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand describe" -l as-group -d 'Group to act as (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand describe" -l request-timeout -d 'Time that one request may take, such as 5s or 1m' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand describe" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand describe" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand describe" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand logs" -l stage -d 'Stage [default: the last that has begun]' -r -f -a "prereqs\t''
install\t''
delete\t''
validate\t''"
complete -c addonctl -n "__fish_addonctl_using_subcommand logs" -l tail -d 'So many of the last lines of each step' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand logs" -l addon-namespace -d 'Namespace of the Addons' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand logs" -l kubeconfig -d 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand logs" -l context -d 'Context of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand logs" -l cluster -d 'Cluster of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand logs" -l user -d 'User of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand logs" -l as -d 'User to act as' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand logs" -l as-group -d 'Group to act as (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand logs" -l request-timeout -d 'Time that one request may take, such as 5s or 1m' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand logs" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand logs" -s f -l follow -d 'Go on until the workflow ends'
complete -c addonctl -n "__fish_addonctl_using_subcommand logs" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand logs" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand events" -s o -l output -d 'Format; text where there is none' -r -f -a "yaml\t'YAML, as a person would write it'
json\t'JSON'"
complete -c addonctl -n "__fish_addonctl_using_subcommand events" -l addon-namespace -d 'Namespace of the Addons' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand events" -l kubeconfig -d 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand events" -l context -d 'Context of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand events" -l cluster -d 'Cluster of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand events" -l user -d 'User of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand events" -l as -d 'User to act as' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand events" -l as-group -d 'Group to act as (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand events" -l request-timeout -d 'Time that one request may take, such as 5s or 1m' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand events" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand events" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand events" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand tree" -s o -l output -d 'Format; text where there is none' -r -f -a "yaml\t'YAML, as a person would write it'
json\t'JSON'"
complete -c addonctl -n "__fish_addonctl_using_subcommand tree" -l addon-namespace -d 'Namespace of the Addons' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand tree" -l kubeconfig -d 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand tree" -l context -d 'Context of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand tree" -l cluster -d 'Cluster of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand tree" -l user -d 'User of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand tree" -l as -d 'User to act as' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand tree" -l as-group -d 'Group to act as (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand tree" -l request-timeout -d 'Time that one request may take, such as 5s or 1m' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand tree" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand tree" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand tree" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand render" -l stage -d 'Stage (can be repeated; comma list) [default: all; with --manifests prereqs and install]' -r -f -a "prereqs\t''
install\t''
delete\t''
validate\t''"
complete -c addonctl -n "__fish_addonctl_using_subcommand render" -s o -l output -d 'Format' -r -f -a "yaml\t'YAML, as a person would write it'
json\t'JSON'"
complete -c addonctl -n "__fish_addonctl_using_subcommand render" -l addon-namespace -d 'Namespace of the Addons' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand render" -l kubeconfig -d 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand render" -l context -d 'Context of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand render" -l cluster -d 'Cluster of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand render" -l user -d 'User of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand render" -l as -d 'User to act as' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand render" -l as-group -d 'Group to act as (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand render" -l request-timeout -d 'Time that one request may take, such as 5s or 1m' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand render" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand render" -l substitute -d 'Fill in the parameters that are known'
complete -c addonctl -n "__fish_addonctl_using_subcommand render" -l manifests -d 'Print the objects that are applied, unpacked and filled in'
complete -c addonctl -n "__fish_addonctl_using_subcommand render" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand render" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand unpack" -s d -l output-dir -d 'Folder to write; it must not be there, or be empty' -r -f -a "(__fish_complete_directories)"
complete -c addonctl -n "__fish_addonctl_using_subcommand unpack" -l addon-namespace -d 'Namespace of the Addons' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand unpack" -l kubeconfig -d 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]' -r -F
complete -c addonctl -n "__fish_addonctl_using_subcommand unpack" -l context -d 'Context of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand unpack" -l cluster -d 'Cluster of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand unpack" -l user -d 'User of the kubeconfig' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand unpack" -l as -d 'User to act as' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand unpack" -l as-group -d 'Group to act as (can be repeated)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand unpack" -l request-timeout -d 'Time that one request may take, such as 5s or 1m' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand unpack" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand unpack" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand unpack" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand lint" -l ignore -d 'Rule to leave out (can be repeated; comma list)' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand lint" -l severity -d 'The least severe findings to tell' -r -f -a "note\t'Nothing is wrong, but it may be worth knowing'
warning\t'Probably not what was meant'
error\t'It cannot work'"
complete -c addonctl -n "__fish_addonctl_using_subcommand lint" -s o -l output -d 'Format of the findings' -r -f -a "human\t'With the lines they are about, for people'
json\t'A list of objects'
sarif\t'SARIF 2.1.0, for code scanning'
github\t'Workflow commands of GitHub Actions'"
complete -c addonctl -n "__fish_addonctl_using_subcommand lint" -l explain -d 'Print what a rule is for, or all of them' -r
complete -c addonctl -n "__fish_addonctl_using_subcommand lint" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand lint" -l warnings-as-errors -d 'Fail on warnings too'
complete -c addonctl -n "__fish_addonctl_using_subcommand lint" -l fix -d 'Put right in the files what has one right answer'
complete -c addonctl -n "__fish_addonctl_using_subcommand lint" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand lint" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand crd" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand crd" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand crd" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand schema" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand schema" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand schema" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand init" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand init" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand template" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand template" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand template" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand completions" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand completions" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand man" -l output-dir -d 'Folder to write all pages into; made where it is missing' -r -f -a "(__fish_complete_directories)"
complete -c addonctl -n "__fish_addonctl_using_subcommand man" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand man" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand version" -s o -l output -d 'Format; a line of text where there is none' -r -f -a "yaml\t'YAML, as a person would write it'
json\t'JSON'"
complete -c addonctl -n "__fish_addonctl_using_subcommand version" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c addonctl -n "__fish_addonctl_using_subcommand version" -s q -l quiet -d 'Say nothing but errors'
complete -c addonctl -n "__fish_addonctl_using_subcommand version" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "create" -d 'Build an Addon from manifests, scripts and parameters'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "apply" -d 'Create an Addon or change it; takes the flags of create, or Addons made earlier'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "diff" -d 'Show what an Addon would change in the cluster; takes the flags of create, or Addons made earlier'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "wait" -d 'Wait until Addons are installed, or gone'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "delete" -d 'Delete Addons, and wait until they and their objects are gone'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "retry" -d 'Run a failed Addon again, or the deletion that failed'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "validate" -d 'Run an Addon\'s validate stage, which the controller never does'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "orphans" -d 'List objects that an earlier version of an Addon submitted and the present one does not name'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "get" -d 'List Addons'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "status" -d 'Explain the state of an Addon: why it is not installed, and what to run next'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "logs" -d 'Print the logs of an Addon\'s workflows'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "events" -d 'List the events of an Addon, its workflows and their pods'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "tree" -d 'Show an Addon\'s workflows, their steps, and the state of the objects that it submits'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "render" -d 'Print the Workflows of an Addon as the controller will submit them'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "unpack" -d 'Turn an Addon back into a project'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "lint" -d 'Check Addons without a cluster, whoever made them'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "crd" -d 'Print the CRD of the Addon'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "schema" -d 'Print the JSON schema of project files'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "init" -d 'Start a project: an addonctl.yaml with comments, and a first manifest'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "template" -d 'Print the workflow template in force'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "completions" -d 'Print the completions of a shell'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "man" -d 'Print the manual'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "version" -d 'Print the version of addonctl'
complete -c addonctl -n "__fish_addonctl_using_subcommand help; and not __fish_seen_subcommand_from create apply diff wait delete retry validate orphans get status logs events tree render unpack lint crd schema init template completions man version help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
