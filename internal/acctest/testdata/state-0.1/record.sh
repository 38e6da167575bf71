#!/usr/bin/env bash
# Records the states of this folder: for each case Terraform's state
# (state.json) and the simulated account that belongs to it (account.json).
#
#   record.sh PROVIDER TERRAFORM [CASE…]
#
# PROVIDER is the binary terraform-provider-armcloud of version 0.1.0, which also
# is the simulator; TERRAFORM is Terraform 1.16. Without a CASE, all are
# recorded. README.md lists them.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[[ $# -ge 2 ]] || { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
provider=$(realpath "$1") terraform=$(realpath "$2")
shift 2

work=$(mktemp -d)
mkdir "$work/bin"
ln -s "$provider" "$work/bin/terraform-provider-armcloud"
cat >"$work/cli.rc" <<RC
provider_installation {
  dev_overrides { "armcloud/armcloud" = "$work/bin" }
  direct {}
}
RC
for name in $(compgen -e | grep -E '^(TF_|ARMCLOUD_)'); do unset "$name"; done
export TF_CLI_CONFIG_FILE=$work/cli.rc TF_IN_AUTOMATION=1 TF_INPUT=0 CHECKPOINT_DISABLE=1 TF_CLI_ARGS=-no-color
simulator='' dir=''
trap 'finish' EXIT

# finish cleans up, and shows what happened to a case that was not recorded.
finish() {
  stop
  if [[ -n $dir ]]; then
    cat "$dir/log" >&2
    printf '%s was not recorded\n' "$dir" >&2
  fi
  rm -rf "$work"
}

# serve starts the simulator, or starts it again with other flags: the account
# and its tasks stay, faults go.
serve() {
  stop
  rm -f "$work/account.env"
  "$provider" simulate -phones 20 -task-jitter 0s -state "$dir/account" -ready-file "$work/account.env" "$@" >/dev/null 2>&1 &
  simulator=$!
  until [[ -s $work/account.env ]]; do sleep 0.05; done
  # shellcheck source=/dev/null
  source "$work/account.env"
}

# quick and slow serve with tasks that end at once, or in ten minutes.
quick() { serve -task-time 50ms -restart-time 200ms "$@"; }
slow() { serve -task-time 10m -restart-time 10m -task-timeout 24h "$@"; }

stop() {
  [[ -z $simulator ]] || { kill "$simulator"; wait "$simulator" || true; }
  simulator=
}

sim() { "$provider" simulate "$@" >>"$dir/log"; }
fault() { sim fault -kind "$@"; }
fails() { fault task_fail -message "no free channel" -path "$@"; }
# A refusal with code 110011 fails a whole batch, one with code 110028 only the
# instance that it concerns.
refuses() { fault reject -code 110011 -message "not now" -path "$@"; }
denies() { fault reject -code 110028 -message "unknown instance" -path "$@"; }

tf() { (cd "$dir" && "$terraform" "$@") >>"$dir/log" 2>&1; }
apply() { tf apply -auto-approve "$@"; }
fail_apply() { ! apply "$@"; }
fail_destroy() { ! tf destroy -auto-approve "$@"; }
refresh() { tf apply -refresh-only -auto-approve "$@"; }

# pad writes pad codes by their numbers.
pad() {
  local n
  for n; do printf -- '-pad AC32010%06d ' "$n"; done
}

# interrupt applies, and presses Ctrl-C when instance 1 has a task.
interrupt() {
  set -m
  (cd "$dir" && exec "$terraform" apply -auto-approve "$@") >>"$dir/log" 2>&1 &
  local run=$!
  set +m
  until "$provider" simulate phone $(pad 1) | grep -q '"unfinished": 1'; do sleep 0.1; done
  kill -INT -- "-$run"
  ! wait "$run"
}

instance-converged() {
  quick
  apply
  refresh
}

instance-tainted() {
  quick
  fail_apply
}

instance-created-pending() {
  serve -task-time 6s
  fail_apply
}

# The private state of a plan that replaces a tainted object has what the object
# had pending.
instance-replaced() {
  instance-created-pending
  quick
  apply
}

instance-updated-pending() {
  quick
  apply -var app=101
  slow
  fail_apply
}

instance-image-pending() {
  quick
  apply -var image=img-android13-a
  slow
  fail_apply
}

instance-undo-pending() {
  quick
  apply -var managed=true
  slow
  fail_apply
}

instance-destroy-pending() {
  quick
  apply
  slow
  fail_destroy
}

instance-restart-pending() {
  quick
  apply -var release=1
  slow
  fail_apply
}

instance-interrupted() {
  quick
  apply -var speed=10
  slow
  interrupt
}

instance-failed() {
  quick
  apply -var final=false
  refuses pad/setSpeed $(pad 1)
  fails proxy/set
  fails pad/installApp
  fail_apply
}

instance-indeterminate() {
  quick
  apply -var zone=Europe/Berlin
  fault omit -path pad/updateTimeZone $(pad 1)
  fail_apply
}

instance-wiped() {
  quick
  apply -var image=img-android13-a
  fails pad/setSpeed
  fail_apply
}

instance-resend() {
  quick
  apply -var run=1
  fails pad/setSpeed
  fail_apply
}

instance-drifted() {
  quick
  apply
  sim drift $(pad 1) time_zone=Asia/Tokyo language=fr-FR image=img-android13-a app.com.example.kiosk=100 app.com.example.counter=none
  refresh
}

instance-imported() {
  quick
  sim drift $(pad 1) time_zone=Asia/Tokyo image=img-android13-b app.com.example.customer=7
  tf import armcloud_instance.one AC32010000001
}

instance-imported-applied() {
  instance-imported
  apply
}

fleet-converged() {
  quick
  apply
  refresh
}

fleet-secrets() { fleet-converged; }

fleet-confirmed() {
  quick
  sim drift $(pad 2 5 14) reported.setting.timezone= reported.system.persist.sys.timezone=
  apply
  refresh
}

fleet-tainted() {
  quick
  sim offline $(pad 4)
  denies pad/updateTimeZone $(pad 1)
  fault omit -path pad/updateTimeZone $(pad 2)
  fails pad/upgradeImage $(pad 3)
  fails pad/setSpeed $(pad 20)
  fail_apply
}

fleet-failed() {
  quick
  apply -var final=false
  sim offline $(pad 4)
  denies pad/updateTimeZone $(pad 1)
  fault omit -path pad/setSpeed $(pad 2)
  fails pad/setSpeed $(pad 3)
  fails pad/setSpeed $(pad 13)
  fails pad/setSpeed $(pad 20)
  fail_apply
}

fleet-image-failed() {
  quick
  apply -var image=img-android13-a
  fails pad/upgradeImage $(pad 1)
  fails pad/setSpeed $(pad 2)
  fault omit -path pad/upgradeImage $(pad 3)
  fail_apply
}

fleet-drifted() {
  quick
  apply
  sim drift $(pad 1) time_zone=Asia/Tokyo
  sim drift $(pad 2) image=img-android13-a
  sim drift $(pad 3) time_zone=Asia/Tokyo image=img-android13-a
  sim drift $(pad 13) app.com.example.kiosk=100
  sim drift $(pad 14) app.com.example.kiosk=none
  refresh
}

fleet-created-pending() {
  serve -task-time 6s
  fail_apply
}

fleet-replaced() {
  fleet-created-pending
  quick
  apply
}

fleet-updated-pending() {
  quick
  apply -var app=101
  slow
  fail_apply
}

fleet-undo-pending() {
  quick
  apply -var managed=true
  slow
  fail_apply
}

fleet-restart-pending() {
  quick
  apply -var release=1
  slow
  fail_apply
}

fleet-restart-due() {
  quick
  apply -var final=false
  fails pad/setSpeed $(pad 1)
  fails pad/setSpeed $(pad 2)
  fails pad/restart $(pad 3)
  fail_apply
}

fleet-imported() {
  quick
  sim drift $(pad 1) image=img-android13-b time_zone=Europe/Berlin app.com.example.customer=7
  tf import armcloud_fleet.all "$(for n in {1..20}; do printf 'AC32010%06d,' "$n"; done | sed 's/,$//')"
}

fleet-imported-applied() {
  fleet-imported
  apply
}

single-converged() {
  quick
  apply
  refresh
}

single-tainted() {
  quick
  fails pad/setSpeed $(pad 2)
  fails pad/upgradeImage $(pad 3)
  fail_apply
}

single-failed() {
  quick
  apply -var final=false
  refuses pad/setSpeed $(pad 1)
  fault omit -path pad/updateTimeZone $(pad 2)
  fails pad/upgradeImage $(pad 3)
  fail_apply
}

single-pending() {
  quick
  apply -var final=false
  slow
  fail_apply
}

single-created-pending() {
  slow
  fail_apply
}

single-drifted() {
  quick
  apply
  sim drift $(pad 1) time_zone=Asia/Tokyo
  sim drift $(pad 2) image=img-android13-a
  sim drift $(pad 3) app.com.example.kiosk=100
  refresh
}

single-imported() {
  quick
  sim drift $(pad 4) image=img-android13-b app.com.example.customer=7
  sim drift $(pad 5) app.com.example.kiosk=100
  tf import armcloud_instance_bandwidth.one AC32010000001
  tf import armcloud_instance_proxy.two AC32010000002
  tf import armcloud_instance_time_zone.three AC32010000003
  tf import armcloud_instance_image.four AC32010000004
  tf import armcloud_instance_app.five AC32010000005/com.example.kiosk
  tf import armcloud_instance_properties.six AC32010000006
}

single-imported-applied() {
  single-imported
  apply
}

# The level of 2024 takes images and public IPs; with its list of images they
# have ids.
uploads=(-api 2024 -also image/queryImageList)

account-converged() {
  quick "${uploads[@]}"
  apply
  refresh
}

account-imported() {
  quick "${uploads[@]}"
  apply
  app=$(cd "$dir" && "$terraform" state show armcloud_app.kiosk | sed -n 's/^ *app_id *= //p')
  file=$(cd "$dir" && "$terraform" state show armcloud_file.wallpaper | sed -n 's/^ *file_id *= "\(.*\)"/\1/p')
  rm "$dir"/terraform.tfstate*
  tf import armcloud_app.kiosk "$app"
  tf import armcloud_file.wallpaper "$file"
  tf import armcloud_image.android13 v13.2.1
  tf import armcloud_callback.receiver account
  tf import armcloud_app_blacklist.kiosks m2-3
  tf import armcloud_public_ip_binding.one 203.0.113.1/10.16.0.1
}

account-upload-pending() {
  slow "${uploads[@]}"
  fail_apply
}

account-upload-resumed() {
  serve -task-time 5s "${uploads[@]}"
  fail_apply
  quick "${uploads[@]}"
  apply
}

account-upload-lost() {
  slow "${uploads[@]}" -late-listing
  for path in open/app/cache open/file/cache image/uploadImage; do fault drop_after -path "$path" -times 1; done
  fail_apply
}

blacklist-tainted() {
  quick
  sim offline $(pad 2)
  fails triggeringBlacklist $(pad 3)
  fail_apply
}

blacklist-incomplete() {
  quick
  apply -var app=com.example.game
  sim offline $(pad 2)
  fails triggeringBlacklist $(pad 3)
  fail_apply
}

blacklist-pending() {
  quick
  apply -var app=com.example.game
  slow
  fail_apply
}

blacklist-indeterminate() {
  quick
  apply -var app=com.example.game
  fault drop_after -path setUpBlackList
  fail_apply
}

blacklist-emptied() {
  quick
  apply
  sim offline $(pad 2)
  fail_destroy
}

[[ $# -gt 0 ]] || set -- $(cd "$here" && printf '%s\n' */main.tf | sed 's|/main.tf||')
for case; do
  dir=$work/$case
  mkdir "$dir"
  cp "$here/provider.tf" "$here/$case/main.tf" "$dir"
  "$case"
  stop
  cp "$dir/terraform.tfstate" "$here/$case/state.json"
  cp "$dir/account" "$here/$case/account.json"
  [[ -z ${KEEP_LOGS:-} ]] || cp "$dir/log" "$KEEP_LOGS/$case.log"
  printf 'recorded %s\n' "$case"
done
dir=
