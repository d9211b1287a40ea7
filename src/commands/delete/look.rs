//! What a deletion would do, found out and told before anything is asked of the cluster.

use anyhow::{Result, anyhow};

use super::plan::{Detail, Plan};
use crate::cli::Talk;
use crate::cli::delete::DeleteArgs;
use crate::cluster::Cluster;
use crate::commands::owners::Owners;
use crate::commands::target::not_found;
use crate::dependents::{self, Order};
use crate::live::Live;
use crate::output::{Streams, say};

/// Of more Addons than these each is told on one line.
pub(super) const FEW: usize = 5;

/// What was found.
pub(super) enum Looked {
    /// What will become of the Addons, in the groups in which they go.
    Plans(Vec<Vec<Plan>>),
    /// Why nothing is deleted has been told.
    Refused,
}

/// The Addons that are there, and what will become of their objects.
pub(super) async fn look(
    cluster: &Cluster,
    args: &DeleteArgs,
    talk: Talk,
    streams: &mut Streams<'_>,
) -> Result<Looked> {
    let all = present(cluster, args, streams).await?;
    let order = dependents::order(&args.names, &all, args.cascade);
    if order.groups.is_empty() {
        return Ok(Looked::Plans(Vec::new()));
    }
    let kinds = cluster.kinds().await?;
    let owners = Owners::new(cluster, &kinds, &all);
    let count = order.groups.iter().flatten().count();
    let detail = match args.show_objects {
        true => Detail::Each,
        false if count > FEW => Detail::Counts,
        false => Detail::Kinds,
    };
    let (mut groups, mut refused) = (Vec::new(), false);
    for group in &order.groups {
        let mut plans = Vec::new();
        for live in group {
            let mut plan = Plan::new((*live).clone(), args.force, &kinds, cluster.namespace());
            plan.look(&owners).await?;
            if !talk.quiet || !super::is_confirmed(args) {
                plan.tell(detail, args.delete_foreign, streams)?;
            }
            if plan.robs() && !args.delete_foreign {
                say::note(&robbed(&plan), streams)?;
                refused = true;
            }
            plans.push(plan);
        }
        groups.push(plans);
    }
    refused |= !needed(&order, args, streams)?;
    Ok(if refused { Looked::Refused } else { Looked::Plans(groups) })
}

/// All Addons, as far as they may be seen. That one of those to be deleted is missing is an error before anything is done.
async fn present(
    cluster: &Cluster,
    args: &DeleteArgs,
    streams: &mut Streams<'_>,
) -> Result<Vec<Live>> {
    let mut all = Vec::new();
    if let Some(visible) = cluster.visible_addons().await? {
        all = visible;
    } else {
        for name in &args.names {
            all.extend(cluster.live(name).await?);
        }
        let text = "note: you may not list the Addons, so that who needs these is not known";
        say::aside(text, streams)?;
    }
    let is_missing = |name: &&String| !all.iter().any(|addon| addon.name == **name);
    let missing = args.names.iter().find(is_missing).filter(|_| !args.ignore_not_found);
    match missing {
        Some(name) if args.names.len() > 1 => {
            Err(anyhow!("{}; nothing was deleted", not_found(cluster, name)))
        }
        Some(name) => Err(not_found(cluster, name)),
        None => Ok(all),
    }
}

/// Says who needs what is to be deleted; whether that may be deleted all the same.
fn needed(order: &Order<'_>, args: &DeleteArgs, streams: &mut Streams<'_>) -> Result<bool> {
    if order.needed.is_empty() {
        return Ok(true);
    }
    for (who, what) in &order.needed {
        let kind = if args.force { "warning" } else { "error" };
        say::note(&format!("{kind}: addon {} needs {}", who.name, what.name), streams)?;
    }
    if args.force {
        return Ok(true);
    }
    let names = args.names.join(" ");
    let hint = format!(
        "nothing was deleted\nhint: addonctl delete {names} --cascade deletes those that need it first"
    );
    say::note(&hint, streams)?;
    Ok(false)
}

/// Why a delete stage that takes whatever it names is not let loose.
fn robbed(plan: &Plan) -> String {
    let (name, foreign) = (&plan.live.name, plan.told_foreign().join("\n  "));
    format!(
        "error: the delete stage of {name} would also delete what others have made, and cannot tell it apart:\n  {foreign}\n\
         nothing was deleted\n\
         hint: --delete-foreign deletes them too; --force drops the Addon alone, and all its objects stay"
    )
}
