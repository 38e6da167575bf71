# Sourced by the scripts beside it: Terraform and OpenTofu behave the same on
# every machine, whatever the caller's shell and home say.

# Every variable of Terraform's is dropped but the logging ones and those of the
# acceptance tests; every one of the provider's too, so that nothing here ever
# speaks to a real account.
for name in $(compgen -e TF_) $(compgen -e ARMCLOUD_); do
	case $name in
	TF_LOG* | TF_ACC_*) ;;
	*) unset "$name" ;;
	esac
done
unset name

# An empty configuration in place of the user's, which may name mirrors,
# development overrides and credentials.
export TF_CLI_CONFIG_FILE=/dev/null
export TF_IN_AUTOMATION=1 TF_INPUT=0
# No look-ups of newer versions.
export CHECKPOINT_DISABLE=1

# Where the registries keep the provider, without the registry's host.
# shellcheck disable=SC2034 # used by the scripts that source this
provider_address=armcloud/armcloud
