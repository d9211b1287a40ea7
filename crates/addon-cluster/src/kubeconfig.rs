//! The kubeconfig: which files it is made of, what is chosen from it, and what is wrong with it in words.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use http::Uri;
use kube::config::{Kubeconfig, KubeconfigError, NamedCluster};

use super::Connection;
use super::error::said;

/// The kubeconfig that the flags or `$KUBECONFIG` name, or the one in its usual place; none where that does not exist.
pub(super) fn read(given: Option<&Path>) -> Result<Option<Kubeconfig>> {
    if let Some(path) = given {
        return one(path).map(Some).map_err(|error| unusable(&error));
    }
    let files = listed();
    if !files.is_empty() {
        return merged(&files).map(Some);
    }
    match Kubeconfig::read() {
        Ok(read) => Ok(Some(read)),
        Err(KubeconfigError::FindPath) => Ok(None),
        Err(KubeconfigError::ReadConfig(why, _)) if why.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unusable(&error)),
    }
}

/// The files that `$KUBECONFIG` lists.
#[expect(clippy::disallowed_methods, reason = "a list, which clap's `env` cannot take")]
fn listed() -> Vec<PathBuf> {
    let list = std::env::var_os("KUBECONFIG").unwrap_or_default();
    std::env::split_paths(&list).filter(|path| !path.as_os_str().is_empty()).collect()
}

fn one(path: &Path) -> Result<Kubeconfig, KubeconfigError> {
    let mut read = Kubeconfig::read_from(path)?;
    // kubectl writes it empty where there is none.
    read.current_context = read.current_context.filter(|name| !name.is_empty());
    Ok(read)
}

/// Files as one; the first that says something wins. As for kubectl, not all of them have to exist.
fn merged(files: &[PathBuf]) -> Result<Kubeconfig> {
    let mut merged: Option<Kubeconfig> = None;
    for file in files {
        let read = match one(file) {
            Ok(read) => read,
            Err(KubeconfigError::ReadConfig(why, _)) if why.kind() == ErrorKind::NotFound => {
                continue;
            }
            Err(error) => return Err(unusable(&error)),
        };
        let both = match merged {
            None => Ok(read),
            Some(before) => before.merge(read),
        };
        merged = Some(both.map_err(|error| unusable(&error))?);
    }
    merged.ok_or_else(|| {
        let names: Vec<_> = files.iter().map(|file| file.display().to_string()).collect();
        anyhow!("$KUBECONFIG names no file that exists: {}", names.join(", "))
    })
}

/// Whether what is asked for by name is there; the error says what there is instead.
pub(super) fn check(kubeconfig: &Kubeconfig, connection: &Connection) -> Result<()> {
    let contexts = names(&kubeconfig.contexts, |it| &it.name);
    let Some(context) = connection.context.as_ref().or(kubeconfig.current_context.as_ref()) else {
        return Err(anyhow!(
            "the kubeconfig has no current context; choose one with --context; {}",
            offered(&contexts)
        ));
    };
    let clusters = names(&kubeconfig.clusters, |it| &it.name);
    let users = names(&kubeconfig.auth_infos, |it| &it.name);
    let asked = [
        ("context", Some(context), contexts),
        ("cluster", connection.cluster.as_ref(), clusters),
        ("user", connection.user.as_ref(), users),
    ];
    for (what, name, there) in asked {
        if let Some(name) = name.filter(|name| !there.contains(&name.as_str())) {
            return Err(anyhow!("the kubeconfig has no {what} `{name}`; {}", offered(&there)));
        }
    }
    Ok(())
}

fn names<T>(entries: &[T], name: impl Fn(&T) -> &String) -> Vec<&str> {
    entries.iter().map(|entry| name(entry).as_str()).collect()
}

fn offered(names: &[&str]) -> String {
    if names.is_empty() { "it has none".to_owned() } else { format!("it has {}", names.join(", ")) }
}

/// The cluster that is chosen.
fn chosen<'k>(kubeconfig: &'k Kubeconfig, connection: &Connection) -> Option<&'k NamedCluster> {
    let context = connection.context.as_ref().or(kubeconfig.current_context.as_ref())?;
    let context = kubeconfig.contexts.iter().find(|it| it.name == *context);
    let of_context = || Some(&context?.context.as_ref()?.cluster);
    let name = connection.cluster.as_ref().or_else(of_context)?;
    kubeconfig.clusters.iter().find(|it| it.name == *name)
}

/// The proxy that the chosen cluster asks for.
pub(super) fn proxy(kubeconfig: &Kubeconfig, connection: &Connection) -> Option<String> {
    let cluster = chosen(kubeconfig, connection)?;
    cluster.cluster.as_ref()?.proxy_url.clone().filter(|url| !url.is_empty())
}

/// Gives the chosen cluster a proxy.
pub(super) fn set_proxy(kubeconfig: &mut Kubeconfig, connection: &Connection, url: &str) {
    let Some(name) = chosen(kubeconfig, connection).map(|cluster| cluster.name.clone()) else {
        return;
    };
    let cluster = kubeconfig.clusters.iter_mut().find(|it| it.name == name);
    if let Some(cluster) = cluster.and_then(|it| it.cluster.as_mut()) {
        cluster.proxy_url = Some(url.to_owned());
    }
}

/// The address of the chosen cluster.
pub(super) fn server(kubeconfig: &Kubeconfig, connection: &Connection) -> Option<Uri> {
    chosen(kubeconfig, connection)?.cluster.as_ref()?.server.as_ref()?.parse().ok()
}

/// From where the chosen cluster is known: the context, and the file that has the cluster.
pub(super) fn known_from(kubeconfig: &Kubeconfig, connection: &Connection) -> String {
    let context = connection.context.as_ref().or(kubeconfig.current_context.as_ref());
    let mut parts: Vec<String> = context.iter().map(|name| format!("context {name}")).collect();
    parts.extend(connection.cluster.iter().map(|name| format!("--cluster {name}")));
    let name = chosen(kubeconfig, connection).map(|cluster| &cluster.name);
    let has = |file: &&PathBuf| {
        let read = one(file).ok();
        read.is_some_and(|read| read.clusters.iter().any(|it| Some(&it.name) == name))
    };
    let files = match &connection.kubeconfig {
        Some(path) => vec![path.clone()],
        None => listed(),
    };
    let file = if files.len() == 1 { files.first() } else { files.iter().find(has) };
    parts.push(match file {
        Some(file) => format!("kubeconfig {}", file.display()),
        None => "kubeconfig ~/.kube/config".to_owned(),
    });
    parts.join(", ")
}

/// What is wrong with a kubeconfig.
pub(super) fn unusable(error: &KubeconfigError) -> anyhow::Error {
    match error {
        KubeconfigError::ReadConfig(why, path) => {
            anyhow!("cannot read the kubeconfig {}: {why}", path.display())
        }
        KubeconfigError::LoadClusterOfContext(name) => {
            anyhow!("the kubeconfig has no cluster `{name}`, which its context names")
        }
        KubeconfigError::ParseNoProxy(why) => {
            anyhow!("$NO_PROXY has an entry that cannot be read: {why}")
        }
        other => anyhow!("the kubeconfig cannot be used: {}", said(other)),
    }
}
