//! `--keep`: the Addon in the cluster, unpacked into a project, is what the other flags are laid over.

use std::path::Path;

use anyhow::{Context as _, Result, anyhow};
use tempfile::TempDir;

use super::create::project::FILE;
use super::unpack::Project;
use super::{given, unpack};
use crate::addon::{Addon, Stage};
use crate::cli::CreateArgs;
use crate::cli::connection::AddonNamespaceArgs;
use crate::cli::given::GivenArgs;
use crate::finding::{Finding, Place};
use crate::lifecycle;
use crate::output::{self, Streams, say};
use crate::source::{Source, Span};
use crate::unpack::Likeness;

/// The project of an Addon that is kept; its folder goes away with it.
pub(super) struct Kept {
    folder: TempDir,
    name: String,
    addon: Addon,
}

impl Kept {
    /// Lets the arguments start from the Addon in the cluster, if they say so.
    pub(super) fn of(args: &mut CreateArgs, streams: &mut Streams<'_>) -> Result<Option<Self>> {
        let (true, Some(name)) = (args.output.keep, args.name.clone()) else { return Ok(None) };
        let addon_namespace = args.target.addon_namespace.clone();
        let addon_namespace = addon_namespace.unwrap_or_else(|| lifecycle::NAMESPACE.to_owned());
        let given = GivenArgs {
            given: vec![name.clone()],
            addons: AddonNamespaceArgs { addon_namespace },
            connection: args.connection.clone(),
        };
        let addons = given::of_cluster(&[&name], &given)?;
        let addon = addons.into_iter().next();
        let addon = addon.ok_or_else(|| anyhow!("there is no Addon {name} to keep"))?;
        let folder = tempfile::tempdir()?;
        let way_out = || format!("{name} cannot be kept; apply it with all its flags");
        let Project { files, notes } = unpack::project(&addon).with_context(way_out)?;
        output::files(folder.path(), &files)?;
        for note in notes {
            say::aside(&format!("note: {name}: {note}"), streams)?;
        }
        args.output.filename.push(folder.path().join(FILE).to_string_lossy().into_owned());
        Ok(Some(Self { folder, name, addon }))
    }

    /// Gives stages that mean the same as before the very text they had, so that nothing runs again without a reason.
    pub(super) fn restore(&self, addons: &mut [Addon]) {
        for addon in addons {
            let same =
                |stage: &Stage| crate::unpack::same(*stage, &self.addon, addon) == Likeness::Same;
            let stages: Vec<Stage> = Stage::ALL.into_iter().filter(same).collect();
            for stage in stages {
                let before = self.addon.spec.lifecycle.get(stage);
                if let (Some(step), Some(before)) = (addon.spec.lifecycle.slot(stage), before) {
                    step.template.clone_from(&before.template);
                }
            }
        }
    }

    /// Names the Addon in place of the folder that nobody knows.
    pub(super) fn rename(&self, findings: &mut [Finding]) {
        for finding in findings {
            finding.message = self.renamed(&finding.message);
            finding.help = finding.help.take().map(|help| self.renamed(&help));
            match &mut finding.place {
                Some(Place::Input(path)) => *path = self.renamed(path),
                Some(Place::Text(span)) => *span = self.renamed_span(span),
                Some(Place::Argument(_)) | None => {}
            }
            if let Some((span, _)) = &mut finding.related {
                *span = self.renamed_span(span);
            }
        }
    }

    fn renamed(&self, text: &str) -> String {
        renamed(text, self.folder.path(), &self.name)
    }

    fn renamed_span(&self, span: &Span) -> Span {
        let source = Source::new(self.renamed(&span.source.origin), span.source.text.clone());
        Span::new(&source, span.range.clone())
    }
}

fn renamed(text: &str, folder: &Path, name: &str) -> String {
    text.replace(&format!("{}/", folder.display()), &format!("(addon {name}) "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_that_nobody_knows_is_not_told() {
        let told = renamed("/tmp/x/install/web.yaml: bad", Path::new("/tmp/x"), "web");
        assert_eq!(told, "(addon web) install/web.yaml: bad");
    }
}
