
set edit:completion:arg-completer[addonctl] = { |@words|
    var index = (count $words)
    set index = (- $index 1)

    put (env _CLAP_IFS="\n" _CLAP_COMPLETE_INDEX=(to-string $index) ADDONCTL_COMPLETE="elvish" addonctl -- $@words) | to-lines
}

