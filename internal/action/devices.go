package action

import (
	"context"
	"encoding/json"
	"slices"
	"sync"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// powerCycle is the request of a power cycle. API document: Physical machine reboot.
var powerCycle = json.RawMessage(`{"type":2}`)

// runOnDevices power cycles devices. All their instances are locked meanwhile.
func (v *invocation) runOnDevices(ctx context.Context) {
	instances, err := v.instancesByDevice(ctx)
	var all []string
	for _, codes := range instances {
		all = append(all, codes...)
	}
	// In order, so that two power cycles never wait for each other.
	slices.Sort(all)
	details := map[string]armcloud.PadDetail{}
	if err == nil {
		details, err = v.Engine.Details(ctx, all)
	}
	total := 0
	for _, ip := range v.targets {
		total += max(1, len(v.awaited(instances[ip], details)))
	}
	v.progress.setTotal(total)
	for _, code := range all {
		if err != nil {
			break
		}
		var release func()
		if release, err = v.begin(ctx, code); err == nil {
			defer release()
		}
	}
	if err != nil {
		for _, ip := range v.targets {
			v.add(result{target: ip, kind: converge.NotSent, err: err})
		}
		return
	}
	var devices sync.WaitGroup
	for _, ip := range v.targets {
		devices.Go(func() { v.powerCycle(ctx, ip, instances[ip], details) })
	}
	devices.Wait()
}

// powerCycle power cycles one device and waits for its instances.
func (v *invocation) powerCycle(ctx context.Context, ip string, codes []string, details map[string]armcloud.PadDetail) {
	_, err := v.Engine.RunReporting(ctx, ip, v.kind.operation, powerCycle, func(id int64) { v.progress.accepted(ip, id) })
	for _, code := range codes {
		v.settle(ctx, code, err)
	}
	codes = v.awaited(codes, details)
	if err != nil || len(codes) == 0 {
		v.add(v.settle(ctx, ip, err))
		for range max(0, len(codes)-1) {
			v.progress.ended(true)
		}
		return
	}
	var instances sync.WaitGroup
	for _, code := range codes {
		instances.Go(func() {
			r := result{target: code, device: ip, kind: converge.Done}
			if r.err = v.Engine.AwaitPowerCycle(ctx, code); r.err != nil {
				r.kind = converge.Indeterminate
			}
			v.add(r)
		})
	}
	instances.Wait()
}

// awaited returns the instances of a device that are waited for: those that ran before,
// or all if none did.
func (v *invocation) awaited(codes []string, details map[string]armcloud.PadDetail) []string {
	stopped := func(code string) bool { return !details[code].Running() }
	if ran := slices.DeleteFunc(slices.Clone(codes), stopped); len(ran) > 0 {
		return ran
	}
	return codes
}

// instancesByDevice returns the instances of the devices that are not switched off.
func (v *invocation) instancesByDevice(ctx context.Context) (map[string][]string, error) {
	infos, err := v.Engine.ListInfos(ctx, armcloud.InfoFilter{})
	if err != nil {
		return nil, err
	}
	instances := map[string][]string{}
	for _, info := range infos {
		if slices.Contains(v.targets, info.DeviceIP) && info.Status != armcloud.PadOff {
			instances[info.DeviceIP] = append(instances[info.DeviceIP], info.PadCode)
		}
	}
	return instances, nil
}
