
use builtin;
use str;

set edit:completion:arg-completer[addonctl] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'addonctl'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'addonctl'= {
            cand --color 'When to use colour on standard error'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand create 'Build an Addon from manifests, scripts and parameters'
            cand apply 'Create an Addon or change it; takes the flags of create, or Addons made earlier'
            cand wait 'Wait until Addons are installed, or gone'
            cand delete 'Delete Addons, and wait until they and their objects are gone'
            cand retry 'Run a failed Addon again, or the deletion that failed'
            cand validate 'Run an Addon''s validate stage, which the controller never does'
            cand orphans 'List objects that an earlier version of an Addon submitted and the present one does not name'
            cand crd 'Print the CRD of the Addon'
            cand template 'Print the workflow template in force'
            cand completions 'Print the completions of a shell'
            cand man 'Print the manual'
            cand version 'Print the version of addonctl'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'addonctl;create'= {
            cand -v 'Version of the package'
            cand --version 'Version of the package'
            cand --pkg-name 'Name that other addons depend on it by [default: NAME]'
            cand -t 'Type of the package [default: composite]'
            cand --type 'Type of the package [default: composite]'
            cand -c 'Release channel'
            cand --channel 'Release channel'
            cand --desc 'Description of the package'
            cand --deps 'Package that must be installed first (can be repeated; comma list)'
            cand --secrets 'Secret that must be there before the install stage (can be repeated; comma list)'
            cand --selector 'Label that the addon''s objects have; also KEY=VALUE (can be repeated; comma list)'
            cand --selector-expr 'Requirement on labels, such as `tier in (a,b)`, `!beta` (can be repeated)'
            cand --label 'Label of the Addon itself (can be repeated; comma list)'
            cand --annotation 'Annotation of the Addon itself (can be repeated)'
            cand -n 'Target namespace, for objects that name none and for secrets'
            cand --namespace 'Target namespace, for objects that name none and for secrets'
            cand --cluster-name 'Name of the cluster'
            cand --cluster-region 'Region of the cluster'
            cand --context-param 'Further fact about the cluster; a parameter like the addon''s own (can be repeated; comma list)'
            cand --addon-namespace 'Namespace of the Addon itself [default: addon-manager-system, where the Addon Manager looks]'
            cand -p 'Parameter, or a file of parameters (can be repeated; comma list)'
            cand --params 'Parameter, or a file of parameters (can be repeated; comma list)'
            cand --params-file 'YAML or JSON file of parameters (can be repeated; later files win)'
            cand --param-from-file 'Parameter whose value is the content of a file (can be repeated)'
            cand --prereqs 'File or folder of what has to be there first (can be repeated; comma list)'
            cand --install 'File or folder of the addon itself (can be repeated; comma list)'
            cand --delete 'What to delete with the Addon, in place of all that was installed (can be repeated; comma list)'
            cand --validate 'What checks the addon, in place of the generated stage (can be repeated; comma list)'
            cand --name-prefix 'Prefix in the names of a stage''s workflows, at most 10 characters (can be repeated)'
            cand --role 'Role of a stage; today''s controller ignores it (can be repeated)'
            cand --workflow-role 'Workflow role of a stage; today''s controller ignores it (can be repeated)'
            cand --image 'Image with kubectl in it [default: registry.k8s.io/kubectl]'
            cand --script-image 'Image for scripts, or for one language as `py=IMAGE` or `sh=IMAGE` (can be repeated)'
            cand --unpack-image 'Image that unpacks packed manifests; needs sh, base64 and unxz [default: busybox]'
            cand --service-account 'Service account of the workflows'' pods, in the Addon''s namespace'
            cand --deadline 'Time after which a workflow is ended, in seconds or as 90s, 10m, 1h'
            cand --retry-limit 'How often a step that failed is tried again'
            cand --pack 'When to pack manifests (xz); auto: where they are large or hold text that Argo would change'
            cand --label-policy 'What to do about the labels name, version, part-of and managed-by of app.kubernetes.io'
            cand --pod-security 'Pod Security Standard that the workflows'' pods keep'
            cand -f 'Start from an Addon or a file of flags; flags given here override it'
            cand --filename 'Start from an Addon or a file of flags; flags given here override it'
            cand --dryrun 'Print the Addon instead of submitting it; no cluster is asked. `--dryrun=server` lets the API server check it and prints what would be stored'
            cand -o 'Format of the Addon'
            cand --output 'Format of the Addon'
            cand -O 'File to write the Addon to; `-` is standard output'
            cand --output-file 'File to write the Addon to; `-` is standard output'
            cand --timeout 'How long to wait, such as 90s, 10m, 1h'
            cand --kubeconfig 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]'
            cand --context 'Context of the kubeconfig'
            cand --cluster 'Cluster of the kubeconfig'
            cand --user 'User of the kubeconfig'
            cand --as 'User to act as'
            cand --as-group 'Group to act as (can be repeated)'
            cand --request-timeout 'Time that one request may take, such as 5s or 1m'
            cand --color 'When to use colour on standard error'
            cand --create-namespace 'Put the target Namespace into the prereqs stage'
            cand --no-delete 'Leave everything in the cluster when the Addon is deleted'
            cand --delete-namespaces 'Let the generated delete stage delete Namespaces too, with everything in them'
            cand --delete-crds 'Let the generated delete stage delete CRDs too, with all objects of them'
            cand --no-validate 'Make no validate stage'
            cand -R 'Look into folders inside folders'
            cand --recursive 'Look into folders inside folders'
            cand --wait 'Wait until the addon is installed, and say why if it fails'
            cand --force 'Let create change an Addon that exists'
            cand --force-conflicts 'Take over fields that others manage'
            cand --no-preflight 'Do not look first whether namespace, service account, secrets and dependencies exist'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'addonctl;apply'= {
            cand -v 'Version of the package'
            cand --version 'Version of the package'
            cand --pkg-name 'Name that other addons depend on it by [default: NAME]'
            cand -t 'Type of the package [default: composite]'
            cand --type 'Type of the package [default: composite]'
            cand -c 'Release channel'
            cand --channel 'Release channel'
            cand --desc 'Description of the package'
            cand --deps 'Package that must be installed first (can be repeated; comma list)'
            cand --secrets 'Secret that must be there before the install stage (can be repeated; comma list)'
            cand --selector 'Label that the addon''s objects have; also KEY=VALUE (can be repeated; comma list)'
            cand --selector-expr 'Requirement on labels, such as `tier in (a,b)`, `!beta` (can be repeated)'
            cand --label 'Label of the Addon itself (can be repeated; comma list)'
            cand --annotation 'Annotation of the Addon itself (can be repeated)'
            cand -n 'Target namespace, for objects that name none and for secrets'
            cand --namespace 'Target namespace, for objects that name none and for secrets'
            cand --cluster-name 'Name of the cluster'
            cand --cluster-region 'Region of the cluster'
            cand --context-param 'Further fact about the cluster; a parameter like the addon''s own (can be repeated; comma list)'
            cand --addon-namespace 'Namespace of the Addon itself [default: addon-manager-system, where the Addon Manager looks]'
            cand -p 'Parameter, or a file of parameters (can be repeated; comma list)'
            cand --params 'Parameter, or a file of parameters (can be repeated; comma list)'
            cand --params-file 'YAML or JSON file of parameters (can be repeated; later files win)'
            cand --param-from-file 'Parameter whose value is the content of a file (can be repeated)'
            cand --prereqs 'File or folder of what has to be there first (can be repeated; comma list)'
            cand --install 'File or folder of the addon itself (can be repeated; comma list)'
            cand --delete 'What to delete with the Addon, in place of all that was installed (can be repeated; comma list)'
            cand --validate 'What checks the addon, in place of the generated stage (can be repeated; comma list)'
            cand --name-prefix 'Prefix in the names of a stage''s workflows, at most 10 characters (can be repeated)'
            cand --role 'Role of a stage; today''s controller ignores it (can be repeated)'
            cand --workflow-role 'Workflow role of a stage; today''s controller ignores it (can be repeated)'
            cand --image 'Image with kubectl in it [default: registry.k8s.io/kubectl]'
            cand --script-image 'Image for scripts, or for one language as `py=IMAGE` or `sh=IMAGE` (can be repeated)'
            cand --unpack-image 'Image that unpacks packed manifests; needs sh, base64 and unxz [default: busybox]'
            cand --service-account 'Service account of the workflows'' pods, in the Addon''s namespace'
            cand --deadline 'Time after which a workflow is ended, in seconds or as 90s, 10m, 1h'
            cand --retry-limit 'How often a step that failed is tried again'
            cand --pack 'When to pack manifests (xz); auto: where they are large or hold text that Argo would change'
            cand --label-policy 'What to do about the labels name, version, part-of and managed-by of app.kubernetes.io'
            cand --pod-security 'Pod Security Standard that the workflows'' pods keep'
            cand -f 'Start from an Addon or a file of flags; flags given here override it'
            cand --filename 'Start from an Addon or a file of flags; flags given here override it'
            cand --dryrun 'Print the Addon instead of submitting it; no cluster is asked. `--dryrun=server` lets the API server check it and prints what would be stored'
            cand -o 'Format of the Addon'
            cand --output 'Format of the Addon'
            cand -O 'File to write the Addon to; `-` is standard output'
            cand --output-file 'File to write the Addon to; `-` is standard output'
            cand --timeout 'How long to wait, such as 90s, 10m, 1h'
            cand --kubeconfig 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]'
            cand --context 'Context of the kubeconfig'
            cand --cluster 'Cluster of the kubeconfig'
            cand --user 'User of the kubeconfig'
            cand --as 'User to act as'
            cand --as-group 'Group to act as (can be repeated)'
            cand --request-timeout 'Time that one request may take, such as 5s or 1m'
            cand --color 'When to use colour on standard error'
            cand --create-namespace 'Put the target Namespace into the prereqs stage'
            cand --no-delete 'Leave everything in the cluster when the Addon is deleted'
            cand --delete-namespaces 'Let the generated delete stage delete Namespaces too, with everything in them'
            cand --delete-crds 'Let the generated delete stage delete CRDs too, with all objects of them'
            cand --no-validate 'Make no validate stage'
            cand -R 'Look into folders inside folders'
            cand --recursive 'Look into folders inside folders'
            cand --wait 'Wait until the addon is installed, and say why if it fails'
            cand --force 'Let create change an Addon that exists'
            cand --force-conflicts 'Take over fields that others manage'
            cand --no-preflight 'Do not look first whether namespace, service account, secrets and dependencies exist'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'addonctl;wait'= {
            cand --for 'What to wait for'
            cand --timeout 'How long to wait, such as 90s, 10m, 1h'
            cand --addon-namespace 'Namespace of the Addons'
            cand --kubeconfig 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]'
            cand --context 'Context of the kubeconfig'
            cand --cluster 'Cluster of the kubeconfig'
            cand --user 'User of the kubeconfig'
            cand --as 'User to act as'
            cand --as-group 'Group to act as (can be repeated)'
            cand --request-timeout 'Time that one request may take, such as 5s or 1m'
            cand --color 'When to use colour on standard error'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'addonctl;delete'= {
            cand --wait 'Wait until the Addons are gone'
            cand --timeout 'How long to wait, such as 90s or 10m'
            cand --dry-run 'Show what would be done; `server` asks the API server too'
            cand --confirm 'The name that --force asks for (can be repeated)'
            cand --kubeconfig 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]'
            cand --context 'Context of the kubeconfig'
            cand --cluster 'Cluster of the kubeconfig'
            cand --user 'User of the kubeconfig'
            cand --as 'User to act as'
            cand --as-group 'Group to act as (can be repeated)'
            cand --request-timeout 'Time that one request may take, such as 5s or 1m'
            cand --addon-namespace 'Namespace of the Addons'
            cand --color 'When to use colour on standard error'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand --no-wait 'Do not wait; the same as --wait=false'
            cand --ignore-not-found 'An Addon that does not exist is deleted already'
            cand --force 'Do not run the delete stage: drop the Addon and leave its objects. Asks for the name'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'addonctl;retry'= {
            cand --timeout 'How long to wait, for the old Workflows to go too, such as 90s or 10m'
            cand --kubeconfig 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]'
            cand --context 'Context of the kubeconfig'
            cand --cluster 'Cluster of the kubeconfig'
            cand --user 'User of the kubeconfig'
            cand --as 'User to act as'
            cand --as-group 'Group to act as (can be repeated)'
            cand --request-timeout 'Time that one request may take, such as 5s or 1m'
            cand --addon-namespace 'Namespace of the Addons'
            cand --color 'When to use colour on standard error'
            cand --wait 'Wait until it is installed, or gone'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'addonctl;validate'= {
            cand --wait 'Wait until the stage has ended'
            cand --timeout 'How long to wait, such as 90s or 10m'
            cand --kubeconfig 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]'
            cand --context 'Context of the kubeconfig'
            cand --cluster 'Cluster of the kubeconfig'
            cand --user 'User of the kubeconfig'
            cand --as 'User to act as'
            cand --as-group 'Group to act as (can be repeated)'
            cand --request-timeout 'Time that one request may take, such as 5s or 1m'
            cand --addon-namespace 'Namespace of the Addons'
            cand --color 'When to use colour on standard error'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'addonctl;orphans'= {
            cand -o 'Print them as a table, as JSON, or by name for kubectl'
            cand --output 'Print them as a table, as JSON, or by name for kubectl'
            cand --kubeconfig 'Kubeconfig file [default: $KUBECONFIG, ~/.kube/config, or the cluster that addonctl runs in]'
            cand --context 'Context of the kubeconfig'
            cand --cluster 'Cluster of the kubeconfig'
            cand --user 'User of the kubeconfig'
            cand --as 'User to act as'
            cand --as-group 'Group to act as (can be repeated)'
            cand --request-timeout 'Time that one request may take, such as 5s or 1m'
            cand --addon-namespace 'Namespace of the Addons'
            cand --color 'When to use colour on standard error'
            cand --delete 'Delete them'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'addonctl;crd'= {
            cand --color 'When to use colour on standard error'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'addonctl;template'= {
            cand --color 'When to use colour on standard error'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'addonctl;completions'= {
            cand --color 'When to use colour on standard error'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'addonctl;man'= {
            cand --output-dir 'Folder to write all pages into; made where it is missing'
            cand --color 'When to use colour on standard error'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'addonctl;version'= {
            cand -o 'Format; a line of text where there is none'
            cand --output 'Format; a line of text where there is none'
            cand --color 'When to use colour on standard error'
            cand -q 'Say nothing but errors'
            cand --quiet 'Say nothing but errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'addonctl;help'= {
            cand create 'Build an Addon from manifests, scripts and parameters'
            cand apply 'Create an Addon or change it; takes the flags of create, or Addons made earlier'
            cand wait 'Wait until Addons are installed, or gone'
            cand delete 'Delete Addons, and wait until they and their objects are gone'
            cand retry 'Run a failed Addon again, or the deletion that failed'
            cand validate 'Run an Addon''s validate stage, which the controller never does'
            cand orphans 'List objects that an earlier version of an Addon submitted and the present one does not name'
            cand crd 'Print the CRD of the Addon'
            cand template 'Print the workflow template in force'
            cand completions 'Print the completions of a shell'
            cand man 'Print the manual'
            cand version 'Print the version of addonctl'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'addonctl;help;create'= {
        }
        &'addonctl;help;apply'= {
        }
        &'addonctl;help;wait'= {
        }
        &'addonctl;help;delete'= {
        }
        &'addonctl;help;retry'= {
        }
        &'addonctl;help;validate'= {
        }
        &'addonctl;help;orphans'= {
        }
        &'addonctl;help;crd'= {
        }
        &'addonctl;help;template'= {
        }
        &'addonctl;help;completions'= {
        }
        &'addonctl;help;man'= {
        }
        &'addonctl;help;version'= {
        }
        &'addonctl;help;help'= {
        }
    ]
    $completions[$command]
}
