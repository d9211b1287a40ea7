#!/bin/sh
# Builds Argo's validation as a program, from Argo's Go module, once for each version. Prints the program. Needs Go; the
# first time takes about 5 minutes on 2 cores.
set -eu
cd "$(dirname "$0")"
version=$(sed -n 's/.*argo-workflows\/v3 v\([0-9.]*\)$/\1/p' go.mod)
# What this folder holds is part of the name, so that a change of it is built anew.
sum=$(cat main.go go.mod go.sum | cksum | cut -d' ' -f1)
folder=${XDG_CACHE_HOME:-$HOME/.cache}/addonctl/argo-$version
program=$folder/validate-$sum
if [ ! -x "$program" ]; then
  mkdir -p "$folder"
  echo "building Argo's validation $version; this is done once" >&2
  CGO_ENABLED=0 go build -mod=readonly -trimpath -ldflags "-s -w" -o "$folder/.validate.$$" .
  mv "$folder/.validate.$$" "$program"
fi
echo "$program"
