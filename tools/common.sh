# Sourced by the other scripts, so that Terraform and OpenTofu behave the same
# regardless of the user's environment and configuration.

# Unset all variables of Terraform except those for logging and acceptance tests,
# and all variables of the provider, so that no script reaches a real account.
for name in $(compgen -e TF_) $(compgen -e ARMCLOUD_); do
	case $name in
	TF_LOG* | TF_ACC_*) ;;
	*) unset "$name" ;;
	esac
done
unset name

# Ignore the user's CLI configuration, which may contain mirrors, development
# overrides and credentials.
export TF_CLI_CONFIG_FILE=/dev/null
export TF_IN_AUTOMATION=1 TF_INPUT=0
# Don't check for newer versions.
export CHECKPOINT_DISABLE=1

# The provider's source address without the host of the registry.
# shellcheck disable=SC2034 # used by the scripts that source this
provider_address=armcloud/armcloud
