// Package setting defines the settings of an instance, one file per setting.
//
// A setting's value is a plain Go struct. Its definition holds the HCL
// attributes of that struct and the request that applies it. It implements two
// interfaces:
//
//   - Shape is the HCL side: the schemas of a setting in the three places where
//     it can be configured, and the conversion between framework values and
//     Values. ShapeOf and All return shapes.
//   - converge.Setting is the API side, which is free of Terraform. ByName returns
//     settings.
//
// A setting that can do more, such as being undone or observed, is a struct that
// embeds its definition and implements the optional interfaces of package converge.
// Embedding an observed makes it a converge.Observer.
//
// The three places are the attribute of armcloud_instance, the attribute of a
// profile of armcloud_fleet, and a single-setting resource such as
// armcloud_instance_time_zone.
//
// There are two kinds of definition. A definition is a single setting, such as
// time_zone. A mapDefinition is a map of settings of one kind, such as apps:
// each entry is a setting of its own, which embeds a mapEntry and is applied,
// observed and undone independently of the others.
//
// order.go lists all settings. A new setting is one file and one line there.
//
// # Example
//
// An armcloud_instance has the attribute
//
//	apps = { "com.example.kiosk" = { app_id = 101 } }
//
// To apply it:
//
//  1. mapDefinition.Check validates the key com.example.kiosk.
//  2. mapDefinition.Split returns Values with one converge.Desired, named
//     "apps/com.example.kiosk". Its Setting is an appEntry, its Value App{ID: 101}.
//  3. If the value differs from the current one, the resource adds the
//     converge.Desired to converge.Job.Set, and Converger.Apply runs the job.
//  4. mapEntry.Set returns a converge.Request: the operation armcloud.InstallApp
//     and, from newAppsRequest, the parameters
//     {"apps":[{"appId":101,"appName":"com.example.kiosk","pkgName":"com.example.kiosk"}]}.
//  5. engine.Engine.Run sends it in a batch with equal requests for other
//     instances, and waits for the task of this instance.
//
// To read it:
//
//  1. appEntry.Sources is converge.Apps, so Converger.Observe queries the apps
//     that are installed on the instance and passes them on in a
//     converge.Evidence.
//  2. appEntry.Observe, with the known value, calls observeApp. It returns nil if
//     the app is no longer installed, and the value otherwise.
//  3. mapDefinition.Join builds the map attribute of the new state from the
//     values that were observed.
//
// If the entry is removed from the configuration, appEntry.Undo returns a request
// for armcloud.UninstallApp.
package setting
