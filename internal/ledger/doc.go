// Package ledger records what the resources of one provider process have set
// and claimed, and what they hand over to each other. It imports nothing of the
// project.
//
// Terraform runs the resources of a configuration concurrently, and they don't
// know about each other. One Ledger, shared by all of them, answers:
//
//   - which resource set a setting of an instance in this process: Set, Retract, SetByOthers;
//   - which resources hold a setting at this refresh, what they have lost to each
//     other, and which of them have not learned of another one: Hold, EndRefresh,
//     Holders;
//   - which resources are going to manage a setting: Claim, Claimants;
//   - whether a resource that leaves a setting has to undo it: AwaitClaims, Leave;
//   - whether a thing of the account is about to be released: BeginRelease,
//     AwaitReleases;
//   - which resources plan to leave a setting: PlanRelease, Releasing, Planned;
//   - what actions did to an instance: RecordAction, TakeActions;
//   - which tasks of an instance may still be running, and until when changes may take
//     effect whose responses were lost: SetPending, Pending, SetUnanswered, NoteUnanswered,
//     Unanswered;
//   - what an object hands over to the one that replaces it: HandOver, TakeHandedOver
//     for instances, SetHandover for things of the account.
//
// Settings are named by what they are on the instance, not by labels of a
// configuration: a file by its folder and id.
//
// Things that an account has only once, such as its callback, are recorded under
// their own key instead of a pad code.
//
// Example: a fleet drops an instance in the same apply in which another fleet
// takes it over. The second fleet calls Claim("AC1", "armcloud_fleet/b", ["proxy"])
// before it sends anything. The first one, about to undo the proxy, calls Leave,
// which returns the second one, and leaves the proxy as it is.
package ledger
