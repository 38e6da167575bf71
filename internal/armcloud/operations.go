package armcloud

// Operations returns all operations, in the order of the API document's chapters.
func Operations() []*Operation {
	return []*Operation{
		Restart, Reset, GetProperties, BatchPadProperties, UpdateProperties,
		ListDetails, DissolveRoom, ApplyRTCTokens, PowerReset, ApplySharedRTCToken,
		ReplacePad,
		BindPublicIP, UnbindPublicIP, GetProxyExit, SetProxy, SetBandwidth,
		GetPublicIP,
		SetTimeZone, SetLanguage, SetSIM, SetLocation, UpdateAndroidProperties,
		AddContacts,
		ListCallbackTypes, GetCallback, AddCallback, UpdateCallback, DeleteCallback,
		RunCommand, RunCommandSync, TakeScreenshot, GeneratePreview, GetModelInfo,
		SetADB, OpenADB,
		UploadFile, ListFiles, DeleteFiles, PushFile,
		UpgradeImage, UploadImage, ListImages,
		SetBlacklist, ApplyBlacklist,
		ListInfos, ListGroups,
		UploadApps, ListApps, GetApp, ListInstalledApps, ReadInstalledApps, InstallApp,
		UninstallApp, StartApp, StopApp, RestartApp,
		QueryFileTasks, QueryTasks, ListTasks, QueryCommandTasks, QueryUploadTasks,
		QueryScreenshotTasks, QueryAppTasks, QueryRestartTasks, QueryImageTasks,
		GetToken, GetPadToken, ClearToken,
	}
}
