//! `--keep`: the Addon in the cluster, unpacked into a project, is what the other flags are laid over.

use anyhow::{Context as _, Result, anyhow};

use super::given;
use crate::addon::{Addon, Stage};
use crate::cli::CreateArgs;
use crate::cli::connection::AddonNamespaceArgs;
use crate::cli::given::GivenArgs;
use crate::inputs::{InMemory, Inputs, Overlay};
use crate::lifecycle;
use crate::output::{Streams, say};
use crate::project::FILE;
use crate::unpack::{self, Likeness, Unpacked};

/// The project of an Addon that is kept.
pub(super) struct Kept {
    /// What messages call the folder of the project, which is on no disk.
    folder: String,
    files: InMemory,
    addon: Addon,
}

impl Kept {
    /// The Addon in the cluster, if the arguments say that they start from it.
    pub(super) fn of(args: &CreateArgs, streams: &mut Streams<'_>) -> Result<Option<Self>> {
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
        let way_out = || format!("{name} cannot be kept; apply it with all its flags");
        let Unpacked { files, notes } =
            unpack::unpack(&addon).map_err(|why| anyhow!(why)).with_context(way_out)?;
        for note in notes {
            say::aside(&format!("note: {name}: {note}"), streams)?;
        }
        let folder = format!("(addon {name})");
        let files = files.into_iter().map(|(path, bytes)| {
            (format!("{folder}/{path}"), String::from_utf8_lossy(&bytes).into_owned())
        });
        let files = InMemory::new(files);
        Ok(Some(Self { folder, files, addon }))
    }

    /// The project file, as `--filename` would name it.
    pub(super) fn file(&self) -> String {
        format!("{}/{FILE}", self.folder)
    }

    /// The files of the project over all others.
    pub(super) fn over<'a>(&self, others: &'a mut dyn Inputs) -> Overlay<'a> {
        Overlay::new(&self.folder, self.files.clone(), others)
    }

    /// Gives stages that mean the same as before the very text they had, so that nothing runs again without a reason.
    pub(super) fn restore(&self, addons: &mut [Addon]) {
        for addon in addons {
            let same = |stage: &Stage| unpack::same(*stage, &self.addon, addon) == Likeness::Same;
            let stages: Vec<Stage> = Stage::ALL.into_iter().filter(same).collect();
            for stage in stages {
                let before = self.addon.spec.lifecycle.get(stage);
                if let (Some(step), Some(before)) = (addon.spec.lifecycle.slot(stage), before) {
                    step.template.clone_from(&before.template);
                }
            }
        }
    }
}
