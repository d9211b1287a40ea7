complete --keep-order --exclusive --command addonctl --arguments "(ADDONCTL_COMPLETE=fish addonctl -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token))"
