package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/account"
	actions "github.com/armcloud/terraform-provider-armcloud/internal/action"
	"github.com/armcloud/terraform-provider-armcloud/internal/fleet"
	"github.com/armcloud/terraform-provider-armcloud/internal/instance"
	"github.com/armcloud/terraform-provider-armcloud/internal/lookup"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// resources lists all resources. Each setting also has a resource of its own.
func resources() []func() resource.Resource {
	list := []func() resource.Resource{
		instance.NewInstance,
		fleet.NewFleet,
		account.NewApp,
		account.NewFile,
		account.NewImage,
		account.NewCallback,
		account.NewAppBlacklist,
		account.NewPublicIPBinding,
	}
	for _, s := range setting.All() {
		list = append(list, instance.NewSetting(s))
	}
	return list
}

// dataSources lists all data sources.
func dataSources() []func() datasource.DataSource {
	return []func() datasource.DataSource{
		lookup.NewInstancesData,
		lookup.NewInstanceData,
		lookup.NewPropertiesData,
		lookup.NewModelsData,
		lookup.NewAppsData,
		lookup.NewProxyData,
		lookup.NewCommandData,
		lookup.NewPreviewData,
		lookup.NewGroupsData,
		account.NewAppData,
		account.NewAppsData,
		account.NewFilesData,
		account.NewCallbackData,
		account.NewCallbackTypesData,
		account.NewPublicIPData,
		account.NewTasksData,
		account.NewTaskData,
	}
}

// allActions lists all actions.
func allActions() []func() action.Action {
	return []func() action.Action{
		actions.NewRestart,
		actions.NewReset,
		actions.NewNewIdentity,
		actions.NewCommand,
		actions.NewScreenshot,
		actions.NewContacts,
		actions.NewStopStream,
		actions.NewAppStart,
		actions.NewAppStop,
		actions.NewAppRestart,
		actions.NewPowerCycle,
	}
}
