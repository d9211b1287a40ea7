#!/bin/sh
# Builds what the tests run against: etcd, kube-apiserver and kubectl, from their Go modules, once for each version.
# Prints the folder; KUBEBUILDER_ASSETS takes it. Needs Go. The first time takes about 12 minutes on 2 cores (the API
# server is most of it) and 3 GB of Go's caches; after that, what is there is kept.
set -eu
cd "$(dirname "$0")"
version=$(sed -n 's/^require k8s.io\/kubernetes v//p' kubernetes/go.mod)
folder=${XDG_CACHE_HOME:-$HOME/.cache}/addonctl/apiserver-$version
minor=${version#*.}
library=k8s.io/component-base/version
stamp="-X $library.gitVersion=v$version -X $library.gitMajor=1 -X $library.gitMinor=${minor%%.*}"
mkdir -p "$folder"

# NAME MODULE PACKAGE: through a name of its own, so that nobody ever runs half a program.
build() {
  [ -x "$folder/$1" ] && return
  echo "building $1 $version; this is done once" >&2
  (cd "$2" && CGO_ENABLED=0 go build -mod=readonly -trimpath -ldflags "-s -w $stamp" -o "$folder/.$1.$$" "$3")
  mv "$folder/.$1.$$" "$folder/$1"
}

build etcd etcd .
build kubectl kubernetes k8s.io/kubernetes/cmd/kubectl
build kube-apiserver kubernetes k8s.io/kubernetes/cmd/kube-apiserver
echo "$folder"
