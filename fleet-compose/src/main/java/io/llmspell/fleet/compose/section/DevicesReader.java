package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.text.Literals;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.Limits.DeviceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code deploy.resources.reservations.devices}: GPUs, and whatever a driver offers. */
final class DevicesReader {
  private static final int ALL = -1;

  private DevicesReader() {}

  static List<DeviceRequest> read(Optional<Fields> reservations) {
    List<DeviceRequest> devices = new ArrayList<>();
    Optional<Value> list = reservations.flatMap(f -> f.get("devices"));
    for (Value item : list.map(Value::items).orElse(List.of())) {
      item.fields().flatMap(DevicesReader::device).ifPresent(devices::add);
    }
    return devices;
  }

  private static Optional<DeviceRequest> device(Fields fields) {
    Optional<Value> capabilities = fields.require("capabilities");
    Optional<Value> countValue = fields.get("count");
    Optional<Value> ids = fields.get("device_ids");
    Optional<Integer> count = countValue.flatMap(v -> v.parsed(DevicesReader::count));
    if (countValue.isPresent() && ids.isPresent()) {
      countValue.get().place().problem("can't be given beside device_ids; write one of them only");
    }
    DeviceRequest request =
        new DeviceRequest(
            fields.get("driver").flatMap(Value::string),
            count.orElse(ids.isPresent() ? 0 : ALL),
            ids.map(Value::strings).orElse(List.of()),
            capabilities.map(Value::strings).orElse(List.of()),
            fields.get("options").map(Pairs::texts).orElse(Map.of()));
    fields.rejectOthers();
    return capabilities.map(any -> request);
  }

  private static int count(String text) {
    return text.equals("all") ? ALL : Literals.wholeNumberFrom(1, text);
  }
}
