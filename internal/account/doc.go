// Package account has what an account holds beside its phones: apps, files,
// images, the callback, app blacklists and public IP bindings, each in files
// of its own. A resource file reads in one order: type, schema, create, read,
// update, delete; resource.go has what they share.
package account
